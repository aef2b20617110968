/**
 * A network in one SQLite file of the data folder.
 *
 *   meta      name, value             genesis, stateHeight, appHash
 *   blocks    height, bytes           SignedBlock
 *   results   height, bytes
 *   records   key, record             the state after block `stateHeight` (LD7)
 *
 * WAL with synchronous=FULL: a transaction that returned survives a power cut. A second file is locked until `close`
 * and keeps other writers out; the lock goes with the process, so a crash leaves none behind. It is not the ledger's
 * own file, so that a second process may read that one meanwhile (`openLedgerSnapshot`).
 */
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StateStore } from "../state/index.ts";
import { DataFolderError } from "./data-folder-error.ts";
import type { LedgerStore } from "./ledger-store.ts";
import {
  bytesOfHeight,
  createHeightReader,
  createMetaReader,
  createStateReader,
  fileName,
  openingFault,
  schema,
} from "./sqlite-tables.ts";

const lockName = "ledger.lock";
/** For a reader that puts the file's log in order after a crash; it takes milliseconds. */
const waitMs = 5000;

/**
 * Opens a data folder, which must exist, and locks it for this process.
 *
 * Throws `DataFolderError` where it is locked, can't be written or holds something else (LD8).
 */
export function openLedgerStore(folder: string): LedgerStore {
  const lock = openLock(folder);
  const db = openDatabase(folder, lock);
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
    close() {
      db.close();
      lock.close();
    },
  };
}

function openLock(folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path.join(folder, lockName), { timeout: 0 });
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
    return lock;
  } catch (cause) {
    lock?.close();
    throw new DataFolderError(folder, openingFault(cause, "cannot be written"), { cause });
  }
}

function openDatabase(folder: string, lock: DatabaseSync): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path.join(folder, fileName), { timeout: waitMs });
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
    return db;
  } catch (cause) {
    db?.close();
    lock.close();
    throw new DataFolderError(folder, openingFault(cause, "cannot be written"), { cause });
  }
}

interface Meta {
  get(name: string): Uint8Array | undefined;
  set(name: string, value: Uint8Array): void;
}

function createMeta(db: DatabaseSync): Meta {
  const set = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
  return { ...createMetaReader(db), set: (name, value) => void set.run(name, value) };
}

function createHeightTable(db: DatabaseSync, table: "blocks" | "results") {
  const set = db.prepare(`INSERT OR REPLACE INTO ${table} (height, bytes) VALUES (?, ?)`);
  return {
    ...createHeightReader(db, table),
    set: (height: bigint, bytes: Uint8Array) => void set.run(height, bytes),
  };
}

function createStateStore(db: DatabaseSync, meta: Meta): StateStore {
  const put = db.prepare("INSERT OR REPLACE INTO records (key, record) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM records WHERE key = ?");
  return {
    load: createStateReader(db),
    save({ height, appHash, genesis, changes }) {
      db.exec("BEGIN IMMEDIATE");
      try {
        for (const { key, record } of changes) {
          if (record) put.run(key, record);
          else remove.run(key);
        }
        meta.set("genesis", genesis);
        meta.set("stateHeight", bytesOfHeight(height));
        meta.set("appHash", appHash);
        db.exec("COMMIT");
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      }
    },
  };
}
