import { open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Store } from "@stadion/protocol/host";
import { makeFolder } from "./make-folder.ts";

/**
 * A file for each value, in one folder that is made when it is missing.
 *
 * A value is written beside the old one, forced to disk and renamed over it: a crash leaves the old
 * value or the new one, never half of either. Calls for one folder run in the order they were made.
 */
export function createFileStore(folder: string): Store {
  const makeReady = async () => makeFolder(folder);
  let last: Promise<unknown> = makeReady();
  last.catch(() => {}); // the first call reports it
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(makeReady);
    last.catch(() => {});
    return next;
  };
  const file = (name: string) => path.join(folder, `${encodeURIComponent(name)}.bin`);
  return {
    get: (name) => inOrder(() => readIfThere(file(name))),
    set: (name, value) => inOrder(() => replaceFile(file(name), value)),
    delete: (name) =>
      inOrder(async () => {
        await rm(file(name), { force: true });
        await syncFolder(folder);
      }),
  };
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await syncFolder(path.dirname(file));
}

/** Makes the names in a folder durable. Windows knows no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
