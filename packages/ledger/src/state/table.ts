import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";

/**
 * One kind of record, by key. Keys sort as bytes.
 *
 * Keys that begin with the same bytes, as many as the table groups by, are a group: the Hosts of one Sprint. A table
 * that groups by none is one group, named by no bytes.
 */
export interface ReadTable<V> {
  get(key: Uint8Array): V | undefined;
  /** Records of a group, by ascending key; takes no look at any other group. */
  under(group: Uint8Array): readonly V[];
  /** How many those are; takes no pass over them. */
  count(group: Uint8Array): number;
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

export interface BaseTable<V> extends Table<V> {
  readonly groupBytes: number;
  at(keyHex: string): V | undefined;
  /** Keys of a group in hex, ascending. */
  keysUnder(group: Uint8Array): readonly string[];
}

interface Group<V> {
  readonly values: Map<string, V>;
  /** Sorted when they are first asked for, and again after one came or went. */
  keys: readonly string[] | undefined;
}

export function createTable<V>(groupBytes = 0): BaseTable<V> {
  const groups = new Map<string, Group<V>>();
  const nameOf = (keyHex: string) => keyHex.slice(0, 2 * groupBytes);
  const find = (group: Uint8Array) => groups.get(groupName(group, groupBytes));
  const at = (keyHex: string) => groups.get(nameOf(keyHex))?.values.get(keyHex);
  const keysUnder = (group: Uint8Array): readonly string[] => {
    const found = find(group);
    if (!found) return [];
    found.keys ??= [...found.values.keys()].toSorted(ascending);
    return found.keys;
  };
  return {
    groupBytes,
    at,
    get: (key) => at(bytesToHex(key)),
    set(key, value) {
      const hex = bytesToHex(key);
      const group = groups.get(nameOf(hex)) ?? { values: new Map(), keys: undefined };
      groups.set(nameOf(hex), group);
      if (!group.values.has(hex)) group.keys = undefined;
      group.values.set(hex, value);
    },
    delete(key) {
      const hex = bytesToHex(key);
      const group = groups.get(nameOf(hex));
      if (!group?.values.delete(hex)) return;
      group.keys = undefined;
      if (group.values.size === 0) groups.delete(nameOf(hex));
    },
    count: (group) => find(group)?.values.size ?? 0,
    keysUnder,
    under: (group) => keysUnder(group).map((keyHex) => at(keyHex) as V),
  };
}

export function createDraft<V>(base: BaseTable<V>): TableDraft<V> {
  const { groupBytes } = base;
  const writes = new Map<string, V | undefined>();
  /** Keys that were written, by group, and how many more records the group has through them. */
  const groups = new Map<string, { readonly keys: Set<string>; more: number }>();
  const at = (keyHex: string) => (writes.has(keyHex) ? writes.get(keyHex) : base.at(keyHex));
  const write = (key: Uint8Array, value: V | undefined) => {
    const hex = bytesToHex(key);
    const name = hex.slice(0, 2 * groupBytes);
    const group = groups.get(name) ?? { keys: new Set(), more: 0 };
    groups.set(name, group);
    group.keys.add(hex);
    group.more += Number(value !== undefined) - Number(at(hex) !== undefined);
    writes.set(hex, value);
  };
  return {
    get: (key) => at(bytesToHex(key)),
    under(group) {
      const written = groups.get(groupName(group, groupBytes))?.keys;
      if (!written) return base.under(group);
      const kept = base.keysUnder(group).filter((keyHex) => !written.has(keyHex));
      const present = [...written].filter((keyHex) => writes.get(keyHex) !== undefined);
      return [...kept, ...present].toSorted(ascending).map((keyHex) => at(keyHex) as V);
    },
    count: (group) => base.count(group) + (groups.get(groupName(group, groupBytes))?.more ?? 0),
    set: write,
    delete: (key) => write(key, undefined),
    changes: () => [...writes].map(([key, value]) => ({ key: hexToBytes(key), value })),
  };
}

function groupName(group: Uint8Array, groupBytes: number): string {
  if (group.length === groupBytes) return bytesToHex(group);
  throw new RangeError(`expected a group of ${groupBytes} bytes, found ${group.length}`);
}

// Lower-case hex of keys sorts as their bytes do.
function ascending(a: string, b: string): number {
  return a < b ? -1 : 1;
}
