import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { raceClock } from "./race-clock.ts";

// Of the preset `test`: blocks of 500 ms, deal 61..64, open 65..66, a Sprint of 5 s, a cycle of 60 blocks.
const { cycle: params } = presets.test;
const none = new Uint8Array(32);
const record = {
  cycle: 1n,
  cycleStartHeight: 61n,
  beaconMode: 0,
  sprintStartMs: 0n,
  sprintSeed: none,
  founder: none,
} as const;
const deal = { ...record, phase: "deal", phaseStartHeight: 61n, phaseEndHeight: 64n } as const;
const open = { ...record, phase: "open", phaseStartHeight: 65n, phaseEndHeight: 66n } as const;
const sprint = {
  ...record,
  phase: "sprint",
  phaseStartHeight: 67n,
  phaseEndHeight: 80n,
  sprintStartMs: 33_000n,
} as const;
const at = (cycle: typeof deal | typeof open | typeof sprint, height: bigint, sinceMs: number) =>
  raceClock({ cycle, height, blockTimeMs: Number(height) * 500 }, params, sinceMs);

test("before the gun the clock counts blocks, and time within a block", () => {
  expect(at(deal, 60n, 0)).toEqual({ phaseShare: 0, leftMs: 2500 });
  expect(at(deal, 62n, 100)).toEqual({ phaseShare: 0.55, leftMs: 1400 });
});

test("it does not jump where one phase ends and the next begins", () => {
  expect(at(deal, 63n, 500)).toEqual({ phaseShare: 1, leftMs: 500 });
  expect(at(open, 64n, 0)).toEqual({ phaseShare: 0, leftMs: 500 });
  expect(at(open, 64n, 500)).toEqual({ phaseShare: 1, leftMs: 0 });
});

test("while the beacon is late the runner stands at the start line", () => {
  expect(at(open, 65n, 100)).toEqual({ phaseShare: 1, leftMs: 0 });
});

test("in a Sprint it follows the Sprint's own clock to its end", () => {
  expect(at(sprint, 66n, 0)).toEqual({ phaseShare: 0, leftMs: 5000 });
  expect(at(sprint, 70n, 500)).toEqual({ phaseShare: 0.5, leftMs: 2500 });
  expect(at(sprint, 76n, 500)).toEqual({ phaseShare: 1, leftMs: 0 });
});
