import type { SprintLedgerView, SprintView } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import { storyStages } from "./story-stages.ts";

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
};
const committed: SprintLedgerView = {
  status: "committed",
  count: 333,
  level: 2,
  commitHeight: 1072n,
  revealHeight: 0n,
  judgedHeight: 0n,
  settledHeight: 0n,
  weight: 0n,
  faultNonce: 0n,
};
const told = (ledger?: Partial<SprintLedgerView>) =>
  storyStages({ ...sprint, ledger: ledger && { ...committed, ...ledger } }).map(
    ({ name, value, note, state }) => `${name} ${value} (${note}) ${state}`,
  );

describe("the steps of a Sprint", () => {
  test("what this machine did stands even before the ledger knows of it", () => {
    expect(told().slice(0, 4)).toEqual([
      "Tried 5,289 (nonces, on this machine) done",
      "Found 334 (passed the test) done",
      "Confirmed 333 (by a second backend) done",
      "Committed – (in no block yet) waiting",
    ]);
  });

  test("each step of the ledger stands with its block", () => {
    const valid = { status: "valid", revealHeight: 1076n, judgedHeight: 1083n } as const;
    expect(told({ ...valid, settledHeight: 1098n, weight: 1332n }).slice(3)).toEqual([
      "Committed 333 (at level 2, block 1,072) done",
      "Revealed 333 (block 1,076) done",
      "Judged Valid (block 1,083) done",
      "Weight 1,332 (block 1,098) done",
    ]);
  });

  test.each([
    ["missed", "Revealed Missed (not in time) refused"],
    ["invalid", "Judged Invalid (block 1,083) refused"],
    ["void", "Judged Void (the cycle failed) refused"],
    ["cannot-check", "Judged Not checked (the referee could not) waiting"],
  ] as const)("%s is told as it is: only what was refused is marked so", (status, line) => {
    expect(told({ status, judgedHeight: 1083n })).toContain(line);
  });
});
