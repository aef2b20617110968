import {
  type Account,
  accountCodec,
  type BeaconRecord,
  beaconCodec,
  type CycleRecord,
  cycleCodec,
  type Host,
  type HostWeight,
  hostCodec,
  type SprintEntry,
  type SprintSummary,
  sprintEntryCodec,
  summaryCodec,
  totalCodec,
  type WeightTotal,
  weightCodec,
} from "@stadion/protocol/chain";
import type { Codec } from "@stadion/protocol/codec";
import { concatBytes } from "@stadion/protocol/crypto";
import { type BaseTable, createDraft, createTable, type ReadTable, type Table } from "./table.ts";

/** The tables of the state, by the path that queries use (LD23). */
export interface Records {
  account: Account;
  host: Host;
  cycle: CycleRecord;
  beacon: BeaconRecord;
  sprint: SprintEntry;
  /** The encoding of SP25. */
  proof: Uint8Array;
  weight: HostWeight;
  summary: SprintSummary;
  total: WeightTotal;
}

/** What rules read. */
export type State = { readonly [T in keyof Records]: ReadTable<Records[T]> };
/** What rules write: one block's overlay over the state. */
export type Draft = { readonly [T in keyof Records]: Table<Records[T]> };
/** The committed records themselves. */
export type Base = { readonly [T in keyof Records]: BaseTable<Records[T]> };

/** A record as it is hashed and stored: table number and key in one; without bytes it is deleted. */
export interface RecordChange {
  readonly key: Uint8Array;
  readonly record: Uint8Array | undefined;
}

/** Key of the tables that hold one record. */
export const onlyKey: Uint8Array = new Uint8Array();

const proofCodec: Codec<Uint8Array> = { encode: (bytes) => bytes, decode: (bytes) => bytes };

interface TableFormat<V> {
  readonly number: number;
  readonly codec: Codec<V>;
  /** Set where rules read all of one cycle: the leading bytes of a key that name it. */
  readonly groupBytes?: number;
}

const formats: { readonly [T in keyof Records]: TableFormat<Records[T]> } = {
  account: { number: 1, codec: accountCodec },
  host: { number: 2, codec: hostCodec },
  cycle: { number: 3, codec: cycleCodec },
  beacon: { number: 4, codec: beaconCodec },
  sprint: { number: 5, codec: sprintEntryCodec, groupBytes: 8 },
  proof: { number: 6, codec: proofCodec },
  weight: { number: 7, codec: weightCodec },
  summary: { number: 8, codec: summaryCodec },
  total: { number: 9, codec: totalCodec },
};
const tableNames = Object.keys(formats) as readonly (keyof Records)[];

export function isTableName(path: string): path is keyof Records {
  return Object.hasOwn(formats, path);
}

export function createBase(): Base {
  return mapTables((name) => createTable(formats[name].groupBytes)) as unknown as Base;
}

/** A draft over the base, and what it has written so far in the order of tables. */
export function createStateDraft(base: Base): { draft: Draft; changes(): RecordChange[] } {
  const drafts = mapTables((name) => createDraft(base[name] as BaseTable<unknown>));
  const changes = () =>
    tableNames.flatMap((name) => {
      const { number, codec } = formats[name] as TableFormat<unknown>;
      return drafts[name].changes().map(({ key, value }) => ({
        key: concatBytes(Uint8Array.of(number), key),
        record: value === undefined ? undefined : codec.encode(value),
      }));
    });
  return { draft: drafts as unknown as Draft, changes };
}

/** Makes a change in the base. Throws `RangeError` for bytes that no table can hold. */
export function applyChange(base: Base, { key, record }: RecordChange): void {
  const name = tableNames.find((table) => formats[table].number === key[0]);
  if (!name) throw new RangeError(`expected a table's number from 1 to 9, found ${key[0]}`);
  const table = base[name] as BaseTable<unknown>;
  if (!record) {
    table.delete(key.subarray(1));
    return;
  }
  const value = formats[name].codec.decode(record);
  if (value === undefined) throw new RangeError(`expected a record of ${name}, found other bytes`);
  table.set(key.subarray(1), value);
}

/** The encoded record, as a query gives it. */
export function encodedRecord(
  state: State,
  table: keyof Records,
  key: Uint8Array,
): Uint8Array | undefined {
  const value = (state[table] as ReadTable<unknown>).get(key);
  return value === undefined ? undefined : (formats[table].codec as Codec<unknown>).encode(value);
}

function mapTables<T>(make: (name: keyof Records) => T): Record<keyof Records, T> {
  const entries = tableNames.map((name) => [name, make(name)] as const);
  return Object.fromEntries(entries) as Record<keyof Records, T>;
}
