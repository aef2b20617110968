import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SavedState } from "../state/index.ts";
import { DataFolderError } from "./data-folder-error.ts";
import {
  createHeightReader,
  createMetaReader,
  createStateReader,
  fileName,
  type HeightReader,
  openingFault,
} from "./sqlite-tables.ts";

/** What a data folder held at one moment. A node may go on writing to it meanwhile. */
export interface LedgerSnapshot {
  readonly folder: string;
  /** Encoded. */
  readonly genesis: Uint8Array;
  /** Height of the last block; 0 without one. */
  readonly lastHeight: bigint;
  /** `undefined` before the first block. */
  readonly state: SavedState | undefined;
  /** The encoded block with its commit. Throws `DataFolderError` where the file is damaged. */
  block(height: bigint): Uint8Array | undefined;
  /** The encoded results of a block. */
  results(height: bigint): Uint8Array | undefined;
  close(): void;
}

/** For a node that writes at this moment. */
const waitMs = 5000;

/**
 * Opens a data folder to read it, also one that a running node writes to.
 *
 * Throws `DataFolderError` where it can't be read or holds no ledger.
 */
export function openLedgerSnapshot(folder: string): LedgerSnapshot {
  const file = path.join(folder, fileName);
  if (!existsSync(file))
    throw new DataFolderError(folder, `holds no ${fileName}; give a full node's folder`);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: waitMs });
    return takeSnapshot(folder, db);
  } catch (cause) {
    db?.close();
    if (cause instanceof DataFolderError) throw cause;
    throw new DataFolderError(folder, openingFault(cause, "cannot be read"), { cause });
  }
}

function takeSnapshot(folder: string, db: DatabaseSync): LedgerSnapshot {
  const blocks = createHeightReader(db, "blocks");
  const results = createHeightReader(db, "results");
  // One transaction, so that state and last block are of one moment; blocks below that one do not change.
  db.exec("BEGIN");
  const genesis = createMetaReader(db).get("genesis");
  const lastHeight = blocks.last();
  const state = createStateReader(db)();
  db.exec("COMMIT");
  if (!genesis) throw new DataFolderError(folder, "holds no network yet: its genesis is missing");
  const close = () => db.close();
  const read = (table: HeightReader) => (height: bigint) => {
    try {
      return table.get(height);
    } catch (cause) {
      const reason = openingFault(cause, "cannot be read");
      throw new DataFolderError(folder, `${reason}: found at block ${height}`, { cause });
    }
  };
  const tables = { block: read(blocks), results: read(results) };
  return { folder, genesis, lastHeight, state, ...tables, close };
}
