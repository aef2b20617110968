import { describe, expect, test } from "vitest";
import type { MissedTime } from "./index.ts";
import { createJoinedScene, createScene, phaseIs, type Scene } from "./test-scene.ts";

// The preset `test`: computing is possible in the first 3 s of a Sprint; below 1 s is no gap. Marks are kept at each block, of 500 ms.

const missed = ({ host }: Scene): readonly MissedTime[] => host.view().missed ?? [];

async function inSprint(ms: number, seed = 1): Promise<Scene> {
  const it = await createJoinedScene(seed);
  await it.until(phaseIs(it, "sprint"));
  await it.clock.advance(ms);
  return it;
}

function expectGap(gap: MissedTime | undefined, reason: string, fromMs: number, toMs: number) {
  expect(gap).toMatchObject({ cycle: 0n, reason });
  expect(Math.abs((gap?.fromMs ?? 0) - fromMs)).toBeLessThanOrEqual(500);
  expect(Math.abs((gap?.toMs ?? 0) - toMs)).toBeLessThanOrEqual(500);
  expect(gap?.share).toBeCloseTo(((gap?.toMs ?? 0) - (gap?.fromMs ?? 0)) / 3000, 6);
}

describe("[HO17] what was missed of a Sprint", () => {
  test("who was there from its start to its end has missed nothing", async () => {
    const it = await createJoinedScene();
    for (let i = 0; i < 3; i++) {
      await it.until(phaseIs(it, "sprint"));
      await it.until(phaseIs(it, "work"));
    }
    expect(missed(it)).toEqual([]);
    expect(it.host.view().history?.map(({ missedShare }) => missedShare)).toEqual([0, 0, 0]);
  });

  test("the Host did not run for a part of it", async () => {
    const it = await inSprint(800);
    const again = await it.restart(); // takes a second
    await again.clock.advance(500);
    await again.host.start();
    await again.until(phaseIs(again, "reveal"));
    await again.clock.advance(500);
    expect(missed(again)).toHaveLength(1);
    expectGap(missed(again)[0], "closed", 800, 2300);
    expect(again.texts().join()).toMatch(
      /Missed [12]\.\d s of the Sprint of cycle 0, \d\d % of the time that counts: this Host did not run/,
    );
  });

  test("it did not run at its end, and came back in the next cycle", async () => {
    const it = await inSprint(1200);
    const again = await it.restart();
    await again.until(() => again.network.cycle().cycle === 1n);
    await again.host.start();
    await again.clock.advance(500);
    expect(missed(again)).toHaveLength(1);
    expectGap(missed(again)[0], "closed", 1200, 3000);
  });

  test("it did not run for whole Sprints, but for those that were never held", async () => {
    const it = await inSprint(0);
    await it.until(phaseIs(it, "work"));
    const again = await it.restart();
    await again.clock.advance(120_000);
    const { query } = again.network;
    const cycles = Number(again.network.cycle().cycle);
    expect(cycles).toBeGreaterThanOrEqual(4);
    let summaries = 0;
    again.network.query = async (path, key) => {
      const answer = await query(path, key);
      if (path !== "summary" || !answer.value) return answer;
      summaries += 1;
      // The second one: `not-dealt`, which is the byte after the cycle.
      return summaries === 3 ? { ...answer, value: answer.value.with(8, 2) } : answer;
    };
    await again.host.start();
    await again.clock.advance(500);
    const whole = missed(again).filter(({ share }) => share === 1);
    expect(whole.length).toBeGreaterThanOrEqual(2);
    expect(whole.every(({ reason }) => reason === "closed")).toBe(true);
    const numbers = whole.map(({ cycle }) => Number(cycle));
    expect(numbers).not.toContain(0);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(again.texts()[0]).toMatch(
      /^Missed \d Sprints, of the cycles \d to \d: this Host did not run$/,
    );
  });

  test("it was paused", async () => {
    const it = await inSprint(800);
    it.host.pause();
    await it.clock.advance(1300);
    it.host.resume();
    await it.until(phaseIs(it, "reveal"));
    expect(missed(it)).toHaveLength(1);
    expectGap(missed(it)[0], "paused", 900, 2100);
  });

  test("it left, and who has left misses nothing of later Sprints", async () => {
    const it = await inSprint(1000);
    it.host.leave();
    await it.clock.advance(70_000);
    expect(missed(it)).toHaveLength(1);
    expectGap(missed(it)[0], "left", 1000, 3000);
  });

  test("the compute failed until it was given up", async () => {
    const it = await inSprint(1000);
    // Three times, with two more batches under way each time.
    it.compute.failures.push(...Array.from({ length: 9 }, () => new Error("device lost")));
    await it.until(phaseIs(it, "reveal"));
    await it.clock.advance(500);
    expect(missed(it)).toHaveLength(1);
    expectGap(missed(it)[0], "compute", 1000, 3000);
  });

  test("the machine slept", async () => {
    const it = await inSprint(800);
    await it.sleep(1500);
    await it.until(phaseIs(it, "work"));
    expect(missed(it)).toHaveLength(1);
    expectGap(missed(it)[0], "asleep", 800, 2300);
  });

  test("it slept through a whole Sprint", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(1000);
    await it.sleep(20_000);
    await it.clock.advance(4500);
    expect(missed(it)).toEqual([{ cycle: 0n, reason: "asleep", fromMs: 0, toMs: 3000, share: 1 }]);
  });

  test("it had no connection when the Sprint began", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "open"));
    it.network.isDown = true;
    it.network.setConnection({ state: "lost", reason: "gone", retryInMs: 1000 });
    await it.until(phaseIs(it, "sprint"));
    await it.clock.advance(1800);
    it.network.isDown = false;
    it.network.setConnection({ state: "connecting" });
    await it.until(phaseIs(it, "reveal"));
    await it.clock.advance(500);
    expect(missed(it)).toHaveLength(1);
    expectGap(missed(it)[0], "disconnected", 0, 1800);
  });

  test("a connection lost while it computes costs nothing", async () => {
    const it = await inSprint(800);
    it.network.isDown = true;
    it.network.setConnection({ state: "lost", reason: "gone", retryInMs: 1000 });
    await it.clock.advance(1500);
    it.network.isDown = false;
    it.network.setConnection({ state: "connecting" });
    await it.until(phaseIs(it, "work"));
    expect(missed(it)).toEqual([]);
  });

  test("its key signed on another machine", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2500);
    const second = first.elsewhere();
    second.host.join();
    await second.host.start();
    await second.until(phaseIs(second, "work"));
    await second.clock.advance(500);
    expect(missed(second)).toMatchObject([{ reason: "elsewhere", share: 1 }]);
  });

  test("a throttled Host rests, and has missed nothing", async () => {
    const it = await createJoinedScene();
    it.host.setThrottle(0.1);
    await it.until(phaseIs(it, "work"));
    expect(missed(it)).toEqual([]);
  });

  test("who had not joined has missed nothing", async () => {
    const it = createScene();
    await it.host.start();
    await it.clock.advance(70_000);
    expect(missed(it)).toEqual([]);
  });
});

test("[HO17] the store is written to in Sprints, and hardly between them", async () => {
  const it = await createJoinedScene();
  await it.until(phaseIs(it, "reveal"));
  await it.until(phaseIs(it, "work"));
  const written: string[] = [];
  it.store.onSet = (name) => written.push(name);
  for (let i = 0; i < 20; i++) await it.clock.advance(500);
  // A heartbeat: its nonce before it is sent, and its lane when a block took it.
  expect(written.length).toBeLessThanOrEqual(2);
});

describe("[HO18] joining late", () => {
  test("the view says how much of the Sprint is over and what that costs", async () => {
    const it = createScene();
    await it.host.start();
    await it.until(phaseIs(it, "sprint"));
    await it.clock.advance(1500);
    it.host.join();
    await it.clock.advance(600);
    expect(missed(it)).toHaveLength(1);
    expectGap(missed(it)[0], "joined-late", 0, 1500);
    expect(it.texts().join()).toMatch(
      /Missed [12]\.\d s of the Sprint of cycle 0, 5\d % of the time that counts: the Host joined late/,
    );
  });

  test("who joins before it begins has missed nothing", async () => {
    const it = createScene();
    await it.host.start();
    await it.until(phaseIs(it, "open"));
    it.host.join();
    await it.until(phaseIs(it, "work"));
    expect(missed(it)).toEqual([]);
  });
});
