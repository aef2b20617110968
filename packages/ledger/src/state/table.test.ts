import { bytesToHex } from "@stadion/protocol/crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDraft, createTable, type Table } from "./table.ts";

const key = fc.uint8Array({ minLength: 0, maxLength: 2, max: 2 });
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

test("[LD6] a draft reads as if its writes were made, and its base as if they were not", () => {
  fc.assert(
    fc.property(writes, writes, key, (first, then, prefix) => {
      const base = createTable<number>();
      const draft = createDraft(base);
      const before = new Map<string, number>();
      for (const one of first) {
        apply(base, one);
        if (one.value === 0) base.count(prefix);
        if (one.value === undefined) before.delete(bytesToHex(one.key));
        else before.set(bytesToHex(one.key), one.value);
      }
      const after = new Map(before);
      for (const one of then) {
        apply(draft, one);
        if (one.value === 0) draft.count(prefix);
        if (one.value === undefined) after.delete(bytesToHex(one.key));
        else after.set(bytesToHex(one.key), one.value);
      }
      expect(draft.under(prefix)).toEqual(modelUnder(after, prefix));
      expect(draft.count(prefix)).toBe(modelUnder(after, prefix).length);
      expect(base.count(prefix)).toBe(modelUnder(before, prefix).length);
      expect(draft.get(prefix)).toBe(after.get(bytesToHex(prefix)));
      expect(base.under(prefix)).toEqual(modelUnder(before, prefix));
      for (const change of draft.changes()) apply(base, change);
      expect(base.under(prefix)).toEqual(modelUnder(after, prefix));
      expect(base.count(prefix)).toBe(modelUnder(after, prefix).length);
    }),
    { numRuns: 500 },
  );
});
