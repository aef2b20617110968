import type { SprintLedgerView, SprintView } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";

/** One step from a nonce to weight. */
export interface StoryStage {
  readonly name: string;
  readonly value: string;
  /** What stands behind the value: for the ledger's steps, the block. */
  readonly note: string;
  readonly state: "waiting" | "done" | "refused";
}

/** The steps of a Sprint: three on this machine, four in the ledger. */
export function storyStages({ tried, found, confirmed, ledger }: SprintView): StoryStage[] {
  return [
    local("Tried", tried, "nonces, on this machine"),
    local("Found", found, "passed the test"),
    local("Confirmed", confirmed, "by a second backend"),
    committed(ledger),
    revealed(ledger),
    judged(ledger),
    weighed(ledger),
  ];
}

function local(name: string, count: number | bigint, note: string): StoryStage {
  return { name, value: formatCount(count), note, state: count > 0 ? "done" : "waiting" };
}

function committed(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Committed";
  if (!ledger) return waiting(name, "in no block yet");
  const note = `at level ${ledger.level}, block ${formatCount(ledger.commitHeight)}`;
  return { name, value: formatCount(ledger.count), note, state: "done" };
}

function revealed(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Revealed";
  if (ledger?.status === "missed") return refused(name, "Missed", "not in time");
  if (!ledger?.revealHeight) return waiting(name, "after the Sprint");
  const note = `block ${formatCount(ledger.revealHeight)}`;
  return { name, value: formatCount(ledger.count), note, state: "done" };
}

function judged(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Judged";
  const block = `block ${formatCount(ledger?.judgedHeight ?? 0n)}`;
  switch (ledger?.status) {
    case "valid":
      return { name, value: "Valid", note: block, state: "done" };
    case "invalid":
      return refused(name, "Invalid", block);
    case "cannot-check":
      return { name, value: "Not checked", note: "the referee could not", state: "waiting" };
    case "void":
      return refused(name, "Void", "the cycle failed");
    default:
      return waiting(name, "a referee re-runs it");
  }
}

function weighed(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Weight";
  if (!ledger?.settledHeight) return waiting(name, "when the cycle settles");
  const note = `block ${formatCount(ledger.settledHeight)}`;
  const state = ledger.weight > 0n ? "done" : "refused";
  return { name, value: formatCount(ledger.weight), note, state };
}

function waiting(name: string, note: string): StoryStage {
  return { name, value: "–", note, state: "waiting" };
}

function refused(name: string, value: string, note: string): StoryStage {
  return { name, value, note, state: "refused" };
}
