import {
  cycleKey,
  type HostWeight,
  type SprintEntry,
  type SprintOutcome,
  type SprintStatus,
  sprintKey,
} from "@stadion/protocol/chain";
import { proofWeight } from "@stadion/protocol/sprint";
import { onlyKey } from "../records.ts";
import { currentTotal, entriesOf, isRevealed, weightOf, weightsInForce } from "./queries.ts";
import type { SprintDraft } from "./types.ts";

/**
 * Turns a Sprint's proofs into weight, or leaves the old weights where it gave none; gives its entries as they stay.
 *
 * @param outcome - how the cycle ended; a Sprint that came to its end may still lack a valid proof
 * @see spec/ledger.md LD20, LD21
 */
export function settleSprint(
  draft: SprintDraft,
  cycle: bigint,
  outcome: SprintOutcome,
  height: bigint,
): readonly SprintEntry[] {
  const entries = entriesOf(draft, cycle);
  const isAnyValid = entries.some(({ status }) => status === "valid");
  const actual = outcome === "settled" && !isAnyValid ? "no-valid-proof" : outcome;
  const settled = entries.map((entry) => settleEntry(draft, entry, actual));
  for (const entry of settled) draft.sprint.set(sprintKey(cycle, entry.host), entry);
  if (actual === "settled") replaceWeights(draft, cycle, settled);
  writeSummary(draft, cycle, { outcome: actual, height, entries: settled });
  return settled;
}

function settleEntry(draft: SprintDraft, entry: SprintEntry, outcome: SprintOutcome): SprintEntry {
  const isVoid = outcome !== "settled" && outcome !== "no-valid-proof";
  if (isVoid) return { ...entry, status: "void" };
  if (!isRevealed(entry)) return { ...entry, status: "missed" };
  const weight = outcome === "settled" ? earnedWeight(draft, entry) : 0n;
  return { ...entry, weight };
}

// LD20
function earnedWeight(draft: SprintDraft, { host, status, count, level }: SprintEntry): bigint {
  const claimed = proofWeight(count, level);
  const before = weightOf(draft, host);
  switch (status) {
    case "valid":
      return claimed;
    case "revealed":
    case "cannot-check":
      return smaller(claimed, before);
    case "invalid":
    case "committed":
    case "missed":
    case "void":
      return 0n;
  }
}

function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function replaceWeights(draft: SprintDraft, cycle: bigint, entries: readonly SprintEntry[]): void {
  for (const { host } of weightsInForce(draft)) draft.weight.delete(host);
  applyWeights(draft, cycle, entries);
}

/** Puts weights in force where there are none yet; Hosts that have 0 are not among them. */
export function applyWeights(
  draft: SprintDraft,
  cycle: bigint,
  weights: readonly HostWeight[],
): void {
  const given = weights.filter(({ weight }) => weight > 0n);
  for (const { host, weight } of given) draft.weight.set(host, { host, weight });
  const weight = given.reduce((sum, entry) => sum + entry.weight, 0n);
  draft.total.set(onlyKey, { cycle, weight, hosts: given.length });
}

interface Settled {
  readonly outcome: SprintOutcome;
  readonly height: bigint;
  readonly entries: readonly SprintEntry[];
}

function writeSummary(
  draft: SprintDraft,
  cycle: bigint,
  { outcome, height, entries }: Settled,
): void {
  const count = (...statuses: readonly SprintStatus[]) =>
    entries.filter(({ status }) => statuses.includes(status)).length;
  draft.summary.set(cycleKey(cycle), {
    cycle,
    outcome,
    height,
    committed: entries.length,
    revealed: entries.filter(isRevealed).length,
    valid: count("valid"),
    invalid: count("invalid"),
    unjudged: count("revealed", "cannot-check"),
    missed: count("missed"),
    weight: currentTotal(draft).weight,
  });
}

/** Drops a Sprint's entries and proofs (LD11). */
export function dropSprint(draft: SprintDraft, cycle: bigint): void {
  for (const { host } of entriesOf(draft, cycle)) {
    draft.sprint.delete(sprintKey(cycle, host));
    draft.proof.delete(sprintKey(cycle, host));
  }
}

/** Drops a Sprint's summary (LD11). */
export function dropSummary(draft: Pick<SprintDraft, "summary">, cycle: bigint): void {
  draft.summary.delete(cycleKey(cycle));
}
