import type { CycleRecord } from "@stadion/protocol/chain";
import { onlyKey } from "../records.ts";
import type { CycleState } from "./types.ts";

/** Where the next block stands (LD9). There is one from genesis on. */
export function currentCycle(state: CycleState): CycleRecord {
  const record = state.cycle.get(onlyKey);
  if (!record) throw new TypeError("the state has no cycle: the chain was not begun");
  return record;
}
