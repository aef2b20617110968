import type { SprintSummary } from "@stadion/protocol/chain";
import { describe, expect, test } from "vitest";
import { countWords, momentWords } from "./tx-words.ts";

describe("what a block took, in words", () => {
  test("by kind, with the refused ones at the end", () => {
    expect(countWords({ taken: { verdict: 1, commit: 2 }, refused: 0 })).toBe(
      "2 commits, 1 verdict",
    );
    expect(countWords({ taken: { heartbeat: 1200 }, refused: 3 })).toBe(
      "1,200 heartbeats, 3 refused",
    );
    expect(countWords({ taken: {}, refused: 0 })).toBe("");
  });
});

test.each([
  ["settled", "Settled: 3 of 4 proofs valid, 1,234 weight in force"],
  ["no-valid-proof", "Ended without a valid proof: the old weights stand"],
  ["not-dealt", "Void: the beacon was not dealt"],
  ["first-value-not-opened", "Void: R was not opened"],
  ["second-value-not-opened", "Void: R′ was not opened"],
] as const)("a cycle that ends as %s", (outcome, words) => {
  const summary = { outcome, valid: 3, committed: 4, weight: 1234n } as SprintSummary;
  expect(momentWords({ kind: "settled", summary })).toBe(words);
});
