/**
 * A network in one SQLite file of the data folder.
 *
 *   meta      name, value             genesis, stateHeight, appHash
 *   blocks    height, bytes           SignedBlock
 *   results   height, bytes
 *   records   key, record             the state after block `stateHeight` (LD7)
 *
 * WAL with synchronous=FULL: a transaction that returned survives a power cut. The file's own lock, held until
 * `close`, keeps other processes out; it goes with the process, so a crash leaves none behind.
 */
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StateStore } from "../state/index.ts";
import { DataFolderError } from "./data-folder-error.ts";
import type { LedgerStore } from "./ledger-store.ts";

const fileName = "ledger.sqlite";
const schema = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE IF NOT EXISTS blocks (height INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS results (height INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID, STRICT;
`;

/**
 * Opens a data folder, which must exist, and locks it for this process.
 *
 * Throws `DataFolderError` where it is locked, can't be written or holds something else (LD8).
 */
export function openLedgerStore(folder: string): LedgerStore {
  const db = openDatabase(folder);
  const meta = createMeta(db);
  const blocks = createHeightTable(db, "blocks");
  const results = createHeightTable(db, "results");
  return {
    folder,
    genesis: () => meta.get("genesis"),
    saveGenesis: (genesis) => meta.set("genesis", genesis),
    lastHeight: blocks.last,
    block: blocks.get,
    saveBlock: blocks.set,
    results: results.get,
    saveResults: results.set,
    state: createStateStore(db, meta),
    close: () => db.close(),
  };
}

function openDatabase(folder: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path.join(folder, fileName), { timeout: 0 });
    db.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    );
    // Reading takes a shared lock only; a write transaction takes the lock that stays.
    db.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`);
    return db;
  } catch (cause) {
    db?.close();
    throw new DataFolderError(folder, openingFault(cause), { cause });
  }
}

const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

function openingFault(cause: unknown): string {
  const code = (cause as { errcode?: number }).errcode;
  if (code === sqliteBusy) return "is in use by another process";
  if (code === sqliteCorrupt || code === sqliteNotADatabase)
    return `holds a ${fileName} that is damaged, or no ledger`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `cannot be written: ${reason}`;
}

interface Meta {
  get(name: string): Uint8Array | undefined;
  set(name: string, value: Uint8Array): void;
}

function createMeta(db: DatabaseSync): Meta {
  const get = db.prepare("SELECT value FROM meta WHERE name = ?");
  const set = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
  return {
    get: (name) => get.get(name)?.value as Uint8Array | undefined,
    set: (name, value) => void set.run(name, value),
  };
}

function createHeightTable(db: DatabaseSync, table: "blocks" | "results") {
  const get = db.prepare(`SELECT bytes FROM ${table} WHERE height = ?`);
  const set = db.prepare(`INSERT OR REPLACE INTO ${table} (height, bytes) VALUES (?, ?)`);
  const last = db.prepare(`SELECT coalesce(max(height), 0) AS height FROM ${table}`);
  return {
    get: (height: bigint) => get.get(height)?.bytes as Uint8Array | undefined,
    set: (height: bigint, bytes: Uint8Array) => void set.run(height, bytes),
    last: () => BigInt(last.get()?.height as number),
  };
}

function createStateStore(db: DatabaseSync, meta: Meta): StateStore {
  const all = db.prepare("SELECT key, record FROM records ORDER BY key");
  const put = db.prepare("INSERT OR REPLACE INTO records (key, record) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM records WHERE key = ?");
  return {
    load() {
      const [height, appHash] = [meta.get("stateHeight"), meta.get("appHash")];
      const genesis = meta.get("genesis");
      if (!height || !appHash || !genesis) return undefined;
      const records = all.all() as unknown as { key: Uint8Array; record: Uint8Array }[];
      return { height: heightOf(height), appHash, genesis, records };
    },
    save({ height, appHash, genesis, changes }) {
      db.exec("BEGIN IMMEDIATE");
      try {
        for (const { key, record } of changes) {
          if (record) put.run(key, record);
          else remove.run(key);
        }
        meta.set("genesis", genesis);
        meta.set("stateHeight", bytesOf(height));
        meta.set("appHash", appHash);
        db.exec("COMMIT");
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      }
    },
  };
}

function bytesOf(height: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, height);
  return bytes;
}

function heightOf(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
}
