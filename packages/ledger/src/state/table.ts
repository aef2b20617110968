import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";

/** One kind of record, by key. Keys sort as bytes. */
export interface ReadTable<V> {
  get(key: Uint8Array): V | undefined;
  /** Records whose key begins with `prefix`, by ascending key. */
  under(prefix: Uint8Array): readonly V[];
  /** How many those are; asked of one prefix over and over, it takes no pass over the table. */
  count(prefix: Uint8Array): number;
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
  const counter = createCounter((prefix) => entriesWith(values, prefix).length);
  return {
    get: (key) => values.get(bytesToHex(key)),
    set(key, value) {
      const hex = bytesToHex(key);
      if (!values.has(hex)) counter.change(hex, 1);
      values.set(hex, value);
    },
    delete(key) {
      const hex = bytesToHex(key);
      if (values.delete(hex)) counter.change(hex, -1);
    },
    count: (prefix) => counter.count(bytesToHex(prefix)),
    entriesUnder,
    under: (prefix) =>
      entriesUnder(prefix)
        .toSorted(byKey)
        .map(([, value]) => value),
  };
}

export function createDraft<V>(base: BaseTable<V>): TableDraft<V> {
  const writes = new Map<string, V | undefined>();
  const get = (key: Uint8Array): V | undefined => {
    const hex = bytesToHex(key);
    return writes.has(hex) ? writes.get(hex) : base.get(key);
  };
  const entriesUnder = (prefix: Uint8Array) => [
    ...base.entriesUnder(prefix).filter(([key]) => !writes.has(key)),
    ...entriesWith(writes, bytesToHex(prefix)).filter(isPresent),
  ];
  const counter = createCounter((prefix) => entriesUnder(hexToBytes(prefix)).length);
  const write = (key: Uint8Array, value: V | undefined) => {
    const hex = bytesToHex(key);
    counter.change(hex, Number(value !== undefined) - Number(get(key) !== undefined));
    writes.set(hex, value);
  };
  return {
    get,
    under: (prefix) =>
      entriesUnder(prefix)
        .toSorted(byKey)
        .map(([, value]) => value),
    count: (prefix) => counter.count(bytesToHex(prefix)),
    set: write,
    delete: (key) => write(key, undefined),
    changes: () => [...writes].map(([key, value]) => ({ key: hexToBytes(key), value })),
  };
}

/** Keeps the count under the prefix that was last asked for up to date. */
function createCounter(countAnew: (prefix: string) => number) {
  let kept: { readonly prefix: string; readonly count: number } | undefined;
  return {
    count(prefix: string): number {
      if (kept?.prefix !== prefix) kept = { prefix, count: countAnew(prefix) };
      return kept.count;
    },
    change(key: string, by: number): void {
      if (kept && key.startsWith(kept.prefix)) kept = { ...kept, count: kept.count + by };
    },
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
