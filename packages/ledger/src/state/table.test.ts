import { bytesToHex } from "@stadion/protocol/crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDraft, createTable, type Table } from "./table.ts";

const key = fc.uint8Array({ minLength: 1, maxLength: 3, max: 2 });
const write = fc.record({ key, value: fc.option(fc.nat(9), { nil: undefined }) });
const writes = fc.array(write, { maxLength: 12 });
type Write = { readonly key: Uint8Array; readonly value: number | undefined };

function apply(table: Table<number>, { key, value }: Write): void {
  if (value === undefined) table.delete(key);
  else table.set(key, value);
}

/** Values under a prefix by ascending key, the plain way. */
function modelUnder(state: ReadonlyMap<string, number>, prefix: Uint8Array): number[] {
  return [...state]
    .filter(([hex]) => hex.startsWith(bytesToHex(prefix)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
}

test.each([0, 1])(
  "[LD6] a draft reads as if its writes were made, and its base as if they were not; grouped by %i bytes",
  (groupBytes) => {
    fc.assert(
      fc.property(writes, writes, key, (first, then, some) => {
        const base = createTable<number>(groupBytes);
        const draft = createDraft(base);
        const group = some.subarray(0, groupBytes);
        const before = new Map<string, number>();
        const note = (model: Map<string, number>, one: Write) => {
          if (one.value === undefined) model.delete(bytesToHex(one.key));
          else model.set(bytesToHex(one.key), one.value);
        };
        const expectBoth = (table: Table<number>, model: ReadonlyMap<string, number>) => {
          expect(table.under(group)).toEqual(modelUnder(model, group));
          expect(table.count(group)).toBe(modelUnder(model, group).length);
          expect(table.get(some)).toBe(model.get(bytesToHex(some)));
        };
        for (const one of first) {
          apply(base, one);
          note(before, one);
          if (one.value === 0) expectBoth(base, before);
        }
        const after = new Map(before);
        for (const one of then) {
          apply(draft, one);
          note(after, one);
          if (one.value === 0) expectBoth(draft, after);
        }
        expectBoth(draft, after);
        expectBoth(base, before);
        for (const change of draft.changes()) apply(base, change);
        expectBoth(base, after);
      }),
      { numRuns: 500 },
    );
  },
);

test("[LD23] a table of groups is asked for a whole group", () => {
  const table = createTable<number>(8);
  expect(table.get(new Uint8Array(3))).toBeUndefined();
  expect(() => table.under(new Uint8Array(7))).toThrow("expected a group of 8 bytes, found 7");
});
