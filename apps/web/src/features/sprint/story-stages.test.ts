import type { SprintLedgerView, SprintView } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import { levelWords, storyOf } from "./story-stages.ts";

const sprint: SprintView = {
  cycle: 4n,
  step: "running",
  tried: 5289n,
  found: 334,
  confirmed: 333,
  noncesPerSecond: 1760,
  elapsedMs: 2000,
  sprintMs: 5000,
  ledger: undefined,
  refused: [],
};
const committed: SprintLedgerView = {
  status: "committed",
  reason: undefined,
  count: 333,
  level: 2,
  commitHeight: 1072n,
  revealHeight: 0n,
  judgedHeight: 0n,
  settledHeight: 0n,
  weight: 0n,
  faultNonce: 0n,
  total: 0n,
};
function told(change?: Partial<SprintLedgerView>): string[] {
  const story = storyOf({ ...sprint, ledger: change && { ...committed, ...change } });
  return [...story.local, ...story.ledger].map(
    ({ name, value, note, height, state }) => `${name} ${value} (${note}) ${height} ${state}`,
  );
}

describe("the steps of a Sprint", () => {
  test("what this machine did stands even before the ledger knows of it", () => {
    expect(told().slice(0, 4)).toEqual([
      "Tried 5,289 (nonces) 0 done",
      "Found 334 (passed the test) 0 done",
      "Confirmed 333 (by a second backend) 0 done",
      "Committed – (in no block yet) 0 waiting",
    ]);
  });

  test("each step of the ledger stands with its block", () => {
    const valid = { status: "valid", revealHeight: 1076n, judgedHeight: 1083n } as const;
    expect(told({ ...valid, settledHeight: 1098n, weight: 1332n }).slice(3)).toEqual([
      "Committed 333 × 4 (at level 2) 1072 done",
      "Revealed 333 × 4 () 1076 done",
      "Judged Valid () 1083 done",
      "Weight 1,332 () 1098 done",
    ]);
  });

  test("a Sprint that is settled without weight is marked as refused", () => {
    expect(told({ status: "missed", settledHeight: 1098n })).toContain("Weight 0 () 1098 refused");
  });

  test.each([
    ["missed", "Revealed Missed (not in time) 0 refused"],
    ["invalid", "Judged Invalid () 1083 refused"],
    ["void", "Judged Void (the cycle failed) 0 refused"],
    ["cannot-check", "Judged Not checked (the referee could not) 0 waiting"],
  ] as const)("%s is told as it is: only what was refused is marked so", (status, line) => {
    expect(told({ status, judgedHeight: 1083n })).toContain(line);
  });
});

test("[SP22] a level above 0 is explained by what a listed nonce counts", () => {
  expect(levelWords(2)).toContain("one in 4 of what was found, and each counts 4 times");
});
