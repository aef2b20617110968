import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";

/** One kind of record, by key. Keys sort as bytes. */
export interface ReadTable<V> {
  get(key: Uint8Array): V | undefined;
  /** Records whose key begins with `prefix`, by ascending key. */
  under(prefix: Uint8Array): readonly V[];
}

export interface Table<V> extends ReadTable<V> {
  set(key: Uint8Array, value: V): void;
  delete(key: Uint8Array): void;
}

/** A write that a draft holds; `value` is `undefined` for a deletion. */
export interface TableChange<V> {
  readonly key: Uint8Array;
  readonly value: V | undefined;
}

/** Writes over a table that can be merged into it or dropped whole. */
export interface TableDraft<V> extends Table<V> {
  changes(): readonly TableChange<V>[];
}

const noKey = "";
type Entry<V> = readonly [keyHex: string, value: V];

export interface BaseTable<V> extends Table<V> {
  entriesUnder(prefix: Uint8Array): readonly Entry<V>[];
}

export function createTable<V>(): BaseTable<V> {
  const values = new Map<string, V>();
  const entriesUnder = (prefix: Uint8Array) => entriesWith(values, bytesToHex(prefix));
  return {
    get: (key) => values.get(bytesToHex(key)),
    set: (key, value) => void values.set(bytesToHex(key), value),
    delete: (key) => void values.delete(bytesToHex(key)),
    entriesUnder,
    under: (prefix) =>
      entriesUnder(prefix)
        .toSorted(byKey)
        .map(([, value]) => value),
  };
}

export function createDraft<V>(base: BaseTable<V>): TableDraft<V> {
  const writes = new Map<string, V | undefined>();
  return {
    get(key) {
      const hex = bytesToHex(key);
      return writes.has(hex) ? writes.get(hex) : base.get(key);
    },
    under(prefix) {
      const kept = base.entriesUnder(prefix).filter(([key]) => !writes.has(key));
      const written = entriesWith(writes, bytesToHex(prefix)).filter(isPresent);
      return [...kept, ...written].toSorted(byKey).map(([, value]) => value);
    },
    set: (key, value) => void writes.set(bytesToHex(key), value),
    delete: (key) => void writes.set(bytesToHex(key), undefined),
    changes: () => [...writes].map(([key, value]) => ({ key: hexToBytes(key), value })),
  };
}

function entriesWith<V>(values: ReadonlyMap<string, V>, prefix: string): Entry<V>[] {
  const entries = [...values];
  return prefix === noKey ? entries : entries.filter(([key]) => key.startsWith(prefix));
}

function isPresent<V>(entry: Entry<V | undefined>): entry is Entry<V> {
  return entry[1] !== undefined;
}

// Lower-case hex of keys sorts as their bytes do.
function byKey([a]: Entry<unknown>, [b]: Entry<unknown>): number {
  return a < b ? -1 : 1;
}
