// The tables of a data folder's SQLite file, for whoever writes them and whoever only reads (LD6, LD8).

import type { DatabaseSync } from "node:sqlite";
import type { SavedState } from "../state/index.ts";

export const fileName = "ledger.sqlite";

export const schema = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE IF NOT EXISTS blocks (height INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS results (height INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID, STRICT;
`;

/** Values by name: `genesis`, `stateHeight`, `appHash`. */
export interface MetaReader {
  get(name: string): Uint8Array | undefined;
}

export function createMetaReader(db: DatabaseSync): MetaReader {
  const get = db.prepare("SELECT value FROM meta WHERE name = ?");
  return { get: (name) => get.get(name)?.value as Uint8Array | undefined };
}

export interface HeightReader {
  get(height: bigint): Uint8Array | undefined;
  /** 0 in an empty table. */
  last(): bigint;
}

export function createHeightReader(db: DatabaseSync, table: "blocks" | "results"): HeightReader {
  const get = db.prepare(`SELECT bytes FROM ${table} WHERE height = ?`);
  const last = db.prepare(`SELECT coalesce(max(height), 0) AS height FROM ${table}`);
  return {
    get: (height) => get.get(height)?.bytes as Uint8Array | undefined,
    last: () => BigInt(last.get()?.height as number),
  };
}

/** The state and the height it stands at; `undefined` before the first block. */
export function createStateReader(db: DatabaseSync): () => SavedState | undefined {
  const meta = createMetaReader(db);
  const all = db.prepare("SELECT key, record FROM records ORDER BY key");
  return () => {
    const [height, appHash] = [meta.get("stateHeight"), meta.get("appHash")];
    const genesis = meta.get("genesis");
    if (!height || !appHash || !genesis) return undefined;
    const records = all.all() as unknown as { key: Uint8Array; record: Uint8Array }[];
    return { height: heightOf(height), appHash, genesis, records };
  };
}

export function bytesOfHeight(height: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, height);
  return bytes;
}

function heightOf(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
}

const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

/** Why a file could not be opened, in words that go on after the folder's name. */
export function openingFault(cause: unknown, otherwise: string): string {
  const code = (cause as { errcode?: number }).errcode;
  if (code === sqliteBusy)
    return "is in use by another process: a node already runs there; stop it, or name another folder with --data";
  if (code === sqliteCorrupt || code === sqliteNotADatabase)
    return `holds a ${fileName} that is damaged, or no ledger`;
  return `${otherwise}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
