import process from "node:process";

/** From now on only this user may read what this process makes: keys, and a beacon's secrets before they open. */
export function makeFilesPrivate(): void {
  if (process.platform !== "win32") process.umask(0o077);
}
