/** An address that names no page. */
export function NoPage(): React.ReactNode {
  return (
    <>
      <h1>No such page</h1>
      <p className="wrap-anywhere">
        There is no page <code>{location.hash}</code> here. <a href="#/">Go to Home</a>, or choose
        another page from the menu.
      </p>
    </>
  );
}
