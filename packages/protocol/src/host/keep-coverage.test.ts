import { describe, expect, test } from "vitest";
import { createTestClock } from "../network/test-clock.ts";
import { presets } from "../rules/params/index.ts";
import type { Snapshot } from "./context.ts";
import type { MissedTime } from "./index.ts";
import { createCoverage } from "./keep-coverage.ts";
import { createTestStore } from "./test-ports.ts";

const params = presets.local; // computing is possible for 26 s; below 2 s is no gap

/** A joined Host in a Sprint that began now. */
async function inSprint() {
  const clock = createTestClock();
  let gainedMs = 0;
  const own = { ...clock, nowMs: () => clock.nowMs() + gainedMs };
  const startMs = clock.nowMs();
  let missed: readonly MissedTime[] = [];
  const keeper = createCoverage({
    key: new Uint8Array(32),
    ports: { clock: own, store: createTestStore() },
    reader: { summary: async () => undefined },
    standing: { isJoined: () => true, idle: () => undefined },
    history: {
      async putMissed(_, { missed: now }) {
        missed = now;
      },
    },
    view: { tell: () => {} } as never,
  });
  const snapshot = (): Snapshot => ({
    chainId: new Uint8Array(32),
    params,
    height: 1n,
    timeMs: clock.nowMs(),
    heardMs: clock.monotonicMs(),
    cycle: { cycle: 3n, phase: "sprint", sprintStartMs: BigInt(startMs) } as Snapshot["cycle"],
  });
  const look = async (): Promise<void> => {
    await keeper.tick();
    await keeper.step(snapshot());
  };
  const batch = async (ms: number, expectedMs: number | undefined, isOnTime: boolean) => {
    const fromMs = clock.monotonicMs();
    for (let passed = 0; passed < ms; passed += 1000) {
      await clock.advance(Math.min(1000, ms - passed));
      if (isOnTime) await look();
    }
    keeper.covered({ fromMs, toMs: clock.monotonicMs(), expectedMs }, snapshot());
    await look();
  };
  await look();
  const gain = (ms: number): void => {
    gainedMs += ms;
  };
  return { batch, missed: () => missed, gain };
}

describe("[HO17] a batch that comes back late", () => {
  test("the first one may take its time: it compiles", async () => {
    const it = await inSprint();
    await it.batch(12_000, undefined, true);
    expect(it.missed()).toEqual([]);
  });

  test("three times its usual time and three seconds are no reason", async () => {
    const it = await inSprint();
    await it.batch(1000, undefined, true);
    await it.batch(6000, 1000, true);
    await it.batch(7900, 1000, true); // beyond it by less than a gap
    expect(it.missed()).toEqual([]);
  });

  test("is the compute's fault while the loop is on time", async () => {
    const it = await inSprint();
    await it.batch(1000, undefined, true);
    await it.batch(20_000, 1000, true);
    const span = { fromMs: 1000, toMs: 15_000 };
    expect(it.missed()).toEqual([{ cycle: 3n, reason: "compute", ...span, share: 14 / 26 }]);
  });

  test("is the machine's while the loop stood still as well", async () => {
    const it = await inSprint();
    await it.batch(1000, undefined, true);
    await it.batch(20_000, 1000, false);
    expect(it.missed()).toMatchObject([{ reason: "asleep", fromMs: 1000, toMs: 15_000 }]);
  });

  test("or while the time of day gained on the clock that stands still in sleep", async () => {
    const it = await inSprint();
    await it.batch(1000, undefined, true);
    it.gain(5000);
    await it.batch(9000, 1000, true);
    expect(it.missed()).toMatchObject([{ reason: "asleep" }]);
  });
});
