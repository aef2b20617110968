import type { SprintLedgerView, SprintView } from "@stadion/protocol/host";
import { formatCount, formatListed } from "#shared/format/index.ts";

/** One step from a nonce to weight. */
export interface StoryStage {
  readonly name: string;
  readonly value: string;
  /** What stands behind the value. */
  readonly note: string;
  /** For the ledger's steps, the block that took it; 0 while there is none. */
  readonly height: bigint;
  readonly state: "waiting" | "done" | "refused";
}

/** The steps of a Sprint: three on this machine, four in the ledger. */
export interface Story {
  readonly local: readonly StoryStage[];
  readonly ledger: readonly StoryStage[];
}

export function storyOf({ tried, found, confirmed, ledger }: SprintView): Story {
  return {
    local: [
      local("Tried", tried, "nonces"),
      local("Found", found, "passed the test"),
      local("Confirmed", confirmed, "by a second backend"),
    ],
    ledger: [committed(ledger), revealed(ledger), judged(ledger), weighed(ledger)],
  };
}

function local(name: string, count: number | bigint, note: string): StoryStage {
  const state = count > 0 ? "done" : "waiting";
  return { name, value: formatCount(count), note, height: 0n, state };
}

function committed(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Committed";
  if (!ledger) return waiting(name, "in no block yet");
  const note = `at level ${ledger.level}`;
  return done(name, formatListed(ledger), note, ledger.commitHeight);
}

function revealed(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Revealed";
  if (ledger?.status === "missed") return refused(name, "Missed", "not in time");
  if (!ledger?.revealHeight) return waiting(name, "after the Sprint");
  return done(name, formatListed(ledger), "", ledger.revealHeight);
}

/** What a level above 0 means: nothing that was found is lost (SP22). */
export function levelWords(level: number): string {
  const each = formatCount(2 ** level);
  return `Level ${level}: a hash picks about one in ${each} of what was found, and each counts ${each} times. So the list stays short.`;
}

function judged(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Judged";
  switch (ledger?.status) {
    case "valid":
      return done(name, "Valid", "", ledger.judgedHeight);
    case "invalid":
      return refused(name, "Invalid", "", ledger.judgedHeight);
    case "cannot-check":
      return { ...waiting(name, "the referee could not"), value: "Not checked" };
    case "void":
      return refused(name, "Void", "the cycle failed");
    default:
      return waiting(name, "a referee re-runs it");
  }
}

function weighed(ledger: SprintLedgerView | undefined): StoryStage {
  const name = "Weight";
  if (!ledger?.settledHeight) return waiting(name, "when the cycle settles");
  const value = formatCount(ledger.weight);
  if (ledger.weight === 0n) return refused(name, value, "", ledger.settledHeight);
  return done(name, value, "", ledger.settledHeight);
}

function done(name: string, value: string, note: string, height: bigint): StoryStage {
  return { name, value, note, height, state: "done" };
}

function waiting(name: string, note: string): StoryStage {
  return { name, value: "–", note, height: 0n, state: "waiting" };
}

function refused(name: string, value: string, note: string, height = 0n): StoryStage {
  return { name, value, note, height, state: "refused" };
}
