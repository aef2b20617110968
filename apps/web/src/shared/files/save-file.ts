/** Hands a text to the person as a download. */
export function saveFile(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the URL after this turn; half a minute is plenty for a small file.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}
