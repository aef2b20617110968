import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "./make-folder.ts";

/**
 * Holds a folder for this process until `release` is called or the process is gone, however it ends.
 *
 * Throws one line for a person when another process holds it or it cannot be written.
 */
export function lockFolder(folder: string): { release(): void } {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new Error(`cannot make the data folder ${folder}: ${reasonOf(cause)}`, { cause });
  }
  let database: DatabaseSync | undefined;
  try {
    // SQLite's lock is the system's own: it goes with the process, even after a kill.
    database = new DatabaseSync(path.join(folder, "lock.sqlite"));
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
    return { release: () => database?.close() };
  } catch (cause) {
    database?.close();
    const reason = reasonOf(cause);
    throw new Error(
      reason.includes("locked")
        ? `another process uses the data folder ${folder}; stop it or give another with --data`
        : `cannot write to the data folder ${folder}: ${reason}`,
      { cause },
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
