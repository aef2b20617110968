import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { raceWords } from "./race-words.ts";
import { stillnessOf } from "./stillness.ts";

// Of `test`: blocks of 500 ms, deal 61..64, open 65..66.
const { cycle: params } = presets.test;
const none = new Uint8Array(32);
const cycle = {
  phase: "deal",
  ...{ cycle: 1n, cycleStartHeight: 61n, phaseStartHeight: 61n },
  ...{ phaseEndHeight: 64n, beaconMode: 0, sprintStartMs: 0n, sprintSeed: none, founder: none },
} as const;
const nowMs = new Date(2026, 10, 21, 14, 5, 9).getTime();
const moment = { cycle, height: 62n, blockTimeMs: nowMs };
const open = { ...cycle, phase: "open", phaseStartHeight: 65n, phaseEndHeight: 66n } as const;

describe("the clock of the race", () => {
  test("counts down to the earliest gun and says when that is", () => {
    expect(raceWords(moment, params, undefined, 0, nowMs)).toEqual({
      ...{ label: "Next Sprint in", clock: "0:02", isWords: false },
      note: "at 14:05:10, cycle 1",
    });
  });

  test("gives no number for a gun that is due", () => {
    const late = { ...moment, cycle: open, height: 65n };
    const words = raceWords(late, params, undefined, 100, nowMs);
    expect(words).toMatchObject({ label: "Next Sprint", clock: "any moment", note: "cycle 1" });
    const prompt = { ...late, height: 64n };
    expect(raceWords(prompt, params, undefined, 100, nowMs).clock).toBe("0:01");
  });

  test.each([
    ["no-answer", "The node does not answer"],
    ["no-block", "The ledger stands still"],
  ] as const)("stops at %s, and says since when", (still, label) => {
    expect(raceWords(moment, params, still, 9000, nowMs)).toEqual({
      ...{ label, clock: "–:––", note: "since 14:05:00, block 62", isWords: false },
    });
  });
});

describe("the ledger stands still", () => {
  const connected = {
    state: "connected",
    peer: "12D3",
    transport: "websocket",
    failed: [],
  } as const;

  test("after four block times without a block", () => {
    expect(stillnessOf({ connection: connected, preset: "test", blockMs: 2000 })).toBeUndefined();
    expect(stillnessOf({ connection: connected, preset: "test", blockMs: 2001 })).toBe("no-block");
  });

  test.each([
    undefined,
    { state: "connecting" } as const,
    { state: "lost", reason: "gone", retryInMs: 9 } as const,
  ])("as far as a page knows that is not connected: %j", (connection) => {
    expect(stillnessOf({ connection, preset: "test", blockMs: 0 })).toBe("no-answer");
  });
});
