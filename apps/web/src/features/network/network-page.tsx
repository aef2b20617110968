export function NetworkPage(): React.ReactNode {
  return <h1>Network</h1>;
}
