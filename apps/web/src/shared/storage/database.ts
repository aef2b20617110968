import { Dexie, type EntityTable, type Table } from "dexie";

/** A Host's key. The one thing in this database that can't be had again. */
export interface KeyRecord {
  /** The Ed25519 public key, hex. */
  readonly hostId: string;
  /** 32 bytes. */
  readonly secretKey: Uint8Array;
  /** 0 where nobody wrote it down, as with a phrase. */
  readonly createdAtMs: number;
  /** When the person last had it as a file; 0 for never. */
  readonly exportedAtMs: number;
  /** When the person last showed that they have its recovery phrase; 0 for never. */
  readonly phraseConfirmedAtMs: number;
}

/** What a Host's loop or a backend keeps between visits. */
export interface ValueRecord {
  /** A hostId, or "device" for what belongs to this machine. */
  readonly owner: string;
  readonly name: string;
  readonly value: unknown;
}

interface StadionTables {
  keys: EntityTable<KeyRecord, "hostId">;
  values: Table<ValueRecord, [string, string]>;
}

// Strict: what was written is on the disk when the write resolves, as the Host's store promises.
export const database = new Dexie("stadion", {
  chromeTransactionDurability: "strict",
}) as Dexie & StadionTables;

// A version that was released is never edited: the next one is added below it.
database.version(1).stores({ keys: "hostId", values: "[owner+name], owner" });

// The recovery phrase came with the second version; nobody had confirmed one before.
database.version(2).upgrade(async (upgrade) => {
  await upgrade.table("keys").toCollection().modify({ phraseConfirmedAtMs: 0 });
});
