import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DataFolderError } from "@stadion/ledger/store";
import type { BeaconRole } from "@stadion/protocol/chain";

/** A proof that a Host handed over ahead of its reveal. */
export interface HeldProof {
  readonly cycle: bigint;
  readonly host: Uint8Array;
  /** SP26. */
  readonly hash: Uint8Array;
  /** SP25. */
  readonly proof: Uint8Array;
}

/** What a node must not forget and the ledger does not know. Every write is on disk when it returns. */
export interface NodeStore {
  /** The secret behind a beacon dealing (LD14). */
  secret(cycle: bigint, role: BeaconRole): Uint8Array | undefined;
  keepSecret(cycle: bigint, role: BeaconRole, secret: Uint8Array): void;
  heldProof(cycle: bigint, host: Uint8Array, hash: Uint8Array): Uint8Array | undefined;
  /** Keeps a proof; of one Host only the last few, except that `committed` always stays. */
  holdProof(held: HeldProof, committed: Uint8Array | undefined): void;
  /** Drops everything of earlier cycles. */
  dropBefore(cycle: bigint): void;
  close(): void;
}

/** A Host commits about ten times in a Sprint; one that hands over more only overwrites its own. */
export const heldPerHost = 8;

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS secrets (
    cycle INTEGER NOT NULL, role INTEGER NOT NULL, secret BLOB NOT NULL, PRIMARY KEY (cycle, role)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS proofs (
    place INTEGER PRIMARY KEY AUTOINCREMENT, cycle INTEGER NOT NULL, host BLOB NOT NULL,
    hash BLOB NOT NULL, proof BLOB NOT NULL, UNIQUE (cycle, host, hash)
  ) STRICT;`;

const fileName = "node.sqlite";

/** Throws `DataFolderError`, one line for a person, where the file cannot be used (LD8). */
export function openNodeStore(folder: string): NodeStore {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path.join(folder, fileName));
    database.exec(schema);
    return createNodeStore(database);
  } catch (cause) {
    database?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderError(
      folder,
      `holds a ${fileName} that cannot be used (${reason}): move that file away and start again; ` +
        "the beacon secrets in it are lost, so the cycle that is under way may be void",
      { cause },
    );
  }
}

function createNodeStore(database: DatabaseSync): NodeStore {
  const statement = (sql: string) => database.prepare(sql);
  const getSecret = statement("SELECT secret FROM secrets WHERE cycle = ? AND role = ?");
  const putSecret = statement("INSERT INTO secrets (cycle, role, secret) VALUES (?, ?, ?)");
  const getProof = statement("SELECT proof FROM proofs WHERE cycle = ? AND host = ? AND hash = ?");
  const putProof = statement(
    "INSERT OR REPLACE INTO proofs (cycle, host, hash, proof) VALUES (?, ?, ?, ?)",
  );
  const dropOld = statement(
    `DELETE FROM proofs WHERE cycle = :cycle AND host = :host AND hash <> :committed AND place NOT IN
     (SELECT place FROM proofs WHERE cycle = :cycle AND host = :host ORDER BY place DESC LIMIT ${heldPerHost})`,
  );
  const dropSecrets = statement("DELETE FROM secrets WHERE cycle < ?");
  const dropProofs = statement("DELETE FROM proofs WHERE cycle < ?");
  /** Both writes or none, and one wait for the disk: this thread makes blocks. */
  const atOnce = (write: () => void): void => {
    database.exec("BEGIN IMMEDIATE");
    try {
      write();
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  };
  const bytesOf = (row: Record<string, unknown> | undefined, column: string) =>
    row && new Uint8Array(row[column] as Uint8Array);
  return {
    secret: (cycle, role) => bytesOf(getSecret.get(cycle, role), "secret"),
    keepSecret: (cycle, role, secret) => void putSecret.run(cycle, role, secret),
    heldProof: (cycle, host, hash) => bytesOf(getProof.get(cycle, host, hash), "proof"),
    holdProof: ({ cycle, host, hash, proof }, committed) =>
      atOnce(() => {
        putProof.run(cycle, host, hash, proof);
        dropOld.run({ cycle, host, committed: committed ?? new Uint8Array() });
      }),
    dropBefore: (cycle) =>
      atOnce(() => {
        dropSecrets.run(cycle);
        dropProofs.run(cycle);
      }),
    close: () => database.close(),
  };
}
