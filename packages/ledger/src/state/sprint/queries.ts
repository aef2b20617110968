import {
  cycleKey,
  type HostWeight,
  type SprintEntry,
  sprintKey,
  sprintTableCodec,
  type WeightTotal,
  weightTableCodec,
} from "@stadion/protocol/chain";
import { onlyKey, type State } from "../records.ts";

type Sprints = Pick<State, "sprint">;
type Weights = Pick<State, "weight" | "total">;

/** What a Host did in a Sprint; `undefined` if it committed to nothing. */
export function entryOf(state: Sprints, cycle: bigint, host: Uint8Array): SprintEntry | undefined {
  return state.sprint.get(sprintKey(cycle, host));
}

/** All Hosts that committed in a Sprint, by ascending key. */
export function entriesOf(state: Sprints, cycle: bigint): readonly SprintEntry[] {
  return state.sprint.under(cycleKey(cycle));
}

/** How many Hosts committed in a Sprint. */
export function countEntries(state: Sprints, cycle: bigint): number {
  return state.sprint.count(cycleKey(cycle));
}

/** Whether a Host's proof was revealed. */
export function isRevealed({ revealHeight }: SprintEntry): boolean {
  return revealHeight > 0n;
}

/** Whether a Host committed and nobody revealed for it; known once its Sprint is settled (LD20). */
export function isMissed({ status }: SprintEntry): boolean {
  return status === "missed";
}

export function weightsInForce(state: Weights): readonly HostWeight[] {
  return state.weight.under(onlyKey);
}

/** 0 for a Host without weight. */
export function weightOf(state: Weights, host: Uint8Array): bigint {
  return state.weight.get(host)?.weight ?? 0n;
}

/** Totals of the weights in force; there are some from genesis on. */
export function currentTotal(state: Weights): WeightTotal {
  const total = state.total.get(onlyKey);
  if (!total) throw new TypeError("the state has no total: the chain was not begun");
  return total;
}

/** The record of path `weights` (LD23). */
export function encodedWeights(state: Weights): Uint8Array {
  const { cycle, weight } = currentTotal(state);
  return weightTableCodec.encode({ cycle, weight, entries: weightsInForce(state) });
}

/** The record of path `entries` (LD23). */
export function encodedEntries(state: Sprints, cycle: bigint): Uint8Array {
  return sprintTableCodec.encode({ cycle, entries: entriesOf(state, cycle) });
}
