import { encodedRecord, isTableName, type State } from "./records.ts";
import { encodedEntries, encodedWeights } from "./sprint/queries.ts";

/**
 * The encoded record behind a path and a key; `undefined` where there is none.
 *
 * @see spec/ledger.md LD23
 */
export function queryState(state: State, path: string, key: Uint8Array): Uint8Array | undefined {
  if (isTableName(path)) return encodedRecord(state, path, key);
  switch (path) {
    case "weights":
      return encodedWeights(state);
    case "entries":
      return key.length === 8 ? encodedEntries(state, cycleOf(key)) : undefined;
    default:
      return undefined;
  }
}

function cycleOf(key: Uint8Array): bigint {
  return new DataView(key.buffer, key.byteOffset, 8).getBigUint64(0);
}
