import { database, type ValueRecord } from "./database.ts";

/** What this page keeps in this browser. */
export interface PageData {
  readonly keys: number;
  /** Values that Hosts and this machine remember. */
  readonly values: number;
}

export async function countData(): Promise<PageData> {
  return { keys: await database.keys.count(), values: await database.values.count() };
}

/** All that is kept but the secret key, as JSON text; bytes as hex. */
export async function exportData(): Promise<string> {
  const [keys, values] = await Promise.all([database.keys.toArray(), database.values.toArray()]);
  const facts = keys.map(({ secretKey: _, ...rest }) => rest);
  const fields = { format: "stadion-page-data/1", keys: facts, values: values.map(plainValue) };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

function plainValue({ owner, name, value }: ValueRecord): object {
  return { owner, name, value: value instanceof Uint8Array ? hexOf(value) : value };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Deletes the key and all else, for good; what is not in the database is the theme. */
export async function eraseData(): Promise<void> {
  await database.transaction("rw", database.keys, database.values, async () => {
    await database.keys.clear();
    await database.values.clear();
  });
  try {
    localStorage.clear();
  } catch {
    // storage is barred: there is nothing in it
  }
}
