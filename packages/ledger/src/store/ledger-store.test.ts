import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMemoryStore, type LedgerStore, openLedgerStore } from "./index.ts";

// One contract, whatever keeps the ledger: each opener gives the same store again after `close`.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stadion-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const openers: readonly { name: string; opener: () => () => LedgerStore }[] = [
  {
    name: "memory",
    opener: () => {
      const store = createMemoryStore();
      return () => store;
    },
  },
  { name: "node:sqlite", opener: () => () => openLedgerStore(folder) },
];

const bytes = (...values: number[]) => Uint8Array.from(values);

describe.each(openers)("$name", ({ opener }) => {
  test("[LD6] a fresh store holds nothing", () => {
    const store = opener()();
    expect(store.genesis()).toBeUndefined();
    expect(store.lastHeight()).toBe(0n);
    expect(store.block(1n)).toBeUndefined();
    expect(store.results(1n)).toBeUndefined();
    expect(store.state.load()).toBeUndefined();
    store.close();
  });

  test("[LD6] what was saved is there when the store is opened again", () => {
    const open = opener();
    const store = open();
    store.saveGenesis(bytes(7));
    store.saveBlock(1n, bytes(1, 1));
    store.saveBlock(2n, bytes(2, 2));
    store.saveResults(1n, bytes(1));
    store.close();
    const again = open();
    expect(again.genesis()).toEqual(bytes(7));
    expect(again.lastHeight()).toBe(2n);
    expect(again.block(1n)).toEqual(bytes(1, 1));
    expect(again.block(2n)).toEqual(bytes(2, 2));
    expect(again.block(3n)).toBeUndefined();
    expect(again.results(1n)).toEqual(bytes(1));
    expect(again.results(2n)).toBeUndefined();
    again.close();
  });

  test("[LD6] a state change writes, overwrites and deletes, and keeps the rest", () => {
    const open = opener();
    const store = open();
    const head = { appHash: bytes(9), genesis: bytes(7) };
    store.state.save({
      ...head,
      height: 1n,
      changes: [
        { key: bytes(1), record: bytes(10) },
        { key: bytes(1, 0), record: bytes(11) },
        { key: bytes(2), record: bytes() },
      ],
    });
    store.state.save({
      ...head,
      height: 2n,
      changes: [
        { key: bytes(1), record: bytes(12) },
        { key: bytes(1, 0), record: undefined },
        { key: bytes(3), record: undefined },
      ],
    });
    store.close();
    const again = open();
    const { records = [], ...rest } = again.state.load() ?? {};
    expect(rest).toEqual({ ...head, height: 2n });
    const found = [...records].map(({ key, record }) => [[...key], [...(record ?? [])]]);
    expect(found.toSorted()).toEqual([
      [[1], [12]],
      [[2], []],
    ]);
    again.close();
  });
});
