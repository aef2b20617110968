import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { createMemoryStore } from "../store/index.ts";
import { appHash, updateLeaves } from "./app-hash.ts";
import { createStateMachine } from "./index.ts";
import type { RecordChange } from "./records.ts";

interface Row {
  records: { key: string; record: string }[];
  appHash: string;
}
const { cases } = readVectors<Row>("ledger/app-hash");

test.each(cases)("[LD7] the hash of a state with $name", ({ records, appHash: expected }) => {
  const changes = records.map(({ key, record }) => ({
    key: hexToBytes(key),
    record: hexToBytes(record),
  }));
  expect(bytesToHex(appHash(updateLeaves([], changes)))).toBe(expected);
});

const geneses = readVectors<{ bytes: string; appHash: string }>("ledger/genesis");

test.each(geneses.cases)(
  "[LD2] [LD7] the state after genesis: $name",
  ({ name, bytes, appHash: expected }) => {
    const params = presets[name.split(",")[0] as PresetName];
    const machine = createStateMachine({ store: createMemoryStore().state, params });
    expect(bytesToHex(machine.initChain(hexToBytes(bytes)).appHash)).toBe(expected);
    expect(machine.info().height).toBe(0n);
  },
);

const key = fc.uint8Array({ minLength: 1, maxLength: 3 });
const record = fc.option(fc.uint8Array({ maxLength: 4 }), { nil: undefined });
const batch = fc.uniqueArray(fc.record({ key, record }), {
  selector: (change) => bytesToHex(change.key),
  maxLength: 12,
});

test("[LD7] the hash depends on the records alone, not on the way to them", () => {
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 6 }), (batches) => {
      const state = new Map<string, RecordChange>();
      let leaves = updateLeaves([], []);
      for (const changes of batches) {
        leaves = updateLeaves(leaves, changes);
        for (const change of changes) {
          if (change.record) state.set(bytesToHex(change.key), change);
          else state.delete(bytesToHex(change.key));
        }
      }
      const atOnce = updateLeaves([], [...state.values()].toReversed());
      expect(appHash(leaves)).toEqual(appHash(atOnce));
    }),
  );
});
