import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { nextGun } from "./next-gun.ts";

// Of the preset `test`: blocks of 500 ms, deal 61..64, open 65..66, a cycle of 60 blocks.
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
const gun = (
  phase: "deal" | "open" | "sprint" | "work",
  start: bigint,
  end: bigint,
  height: bigint,
) =>
  nextGun(
    {
      cycle: { ...record, phase, phaseStartHeight: start, phaseEndHeight: end },
      height,
      blockTimeMs: 1_000_000,
    },
    params,
  );

test("in deal and open it is this cycle's, after the Sprint the next one's", () => {
  expect(gun("deal", 61n, 64n, 61n)).toEqual({ cycle: 1n, atMs: 1_002_000 });
  expect(gun("open", 65n, 66n, 64n)).toEqual({ cycle: 1n, atMs: 1_000_500 });
  expect(gun("work", 91n, 120n, 120n)).toEqual({ cycle: 2n, atMs: 1_002_500 });
});

test("while a Sprint runs there is none", () => {
  expect(gun("sprint", 67n, 80n, 70n)).toBeUndefined();
});
