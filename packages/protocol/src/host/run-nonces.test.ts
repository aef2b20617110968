import { describe, expect, test } from "vitest";
import { createTestClock, type TestClock } from "../network/test-clock.ts";
import { presets } from "../rules/params/index.ts";
import type { Compute } from "./ports.ts";
import { type BusySpan, runNonces } from "./run-nonces.ts";
import { beginWork } from "./sprint-work.ts";
import { createTestCompute, createTestRandom, type TestCompute } from "./test-ports.ts";

const seed = new Uint8Array(32).fill(1);

interface Run {
  readonly throttle?: () => number;
  readonly onEnd?: () => void;
  /** Sees compute and its clock before the run. */
  readonly watch?: (compute: TestCompute, clock: TestClock, stop: () => void) => Compute;
}

async function runFor(ms: number, batch: number, batchMs: number, run: Run = {}) {
  const { throttle = () => 1, onEnd = () => {}, watch = (it) => it } = run;
  const clock = createTestClock();
  const compute = createTestCompute(clock, batch, batchMs);
  const aborter = new AbortController();
  const sprint = { cycle: 0n, sprintSeed: seed, hostKey: seed };
  const work = beginWork(sprint, createTestRandom(3));
  const batches: number[] = [];
  const spans: BusySpan[] = [];
  let endMs = 0;
  let tried = 0;
  const running = runNonces({
    clock,
    compute: watch(compute, clock, () => aborter.abort()),
    job: { params: presets.test.sprint, sprintSeed: seed, hostKey: seed },
    work,
    remainingMs: () => ms - clock.monotonicMs(),
    signal: aborter.signal,
    throttle,
    onSpan: (span) => spans.push(span),
    onProgress() {
      batches.push(compute.tried.length - tried);
      tried = compute.tried.length;
      endMs = clock.monotonicMs();
    },
    onDoubt() {},
  });
  running.catch(() => {}).then(onEnd); // thrown below
  await clock.advance(10 * ms);
  await running;
  return { batches, endMs, work, compute, spans };
}

describe("[HO5] batches", () => {
  test("the last one shrinks to what comes back in time", async () => {
    const { batches, endMs, work } = await runFor(5000, 64, 2000);
    expect(batches).toEqual([64, 64, 32]);
    expect(endMs).toBe(5000);
    expect(work.tried).toBe(160n);
  });

  test("a machine that is slower than the time still tries whole batches until it is known", async () => {
    const { batches } = await runFor(1000, 64, 2000);
    expect(batches).toEqual([64]);
  });

  test("all that was found is confirmed when the run ends", async () => {
    const { work, compute } = await runFor(5000, 64, 1000);
    expect(work.confirmed.size).toBe(compute.tried.filter((nonce) => nonce % 16n === 5n).length);
    expect(work.confirmed.size).toBe(work.found);
  });
});

describe("[HO5] short batches", () => {
  /** How many calls are under way at the start of each, that one included. */
  function countCalls() {
    const underWay: number[] = [];
    const sizes: number[] = [];
    let calls = 0;
    const watch = (compute: TestCompute): Compute => ({
      ...compute,
      evaluate(job, nonces) {
        underWay.push(++calls);
        sizes.push(nonces.length);
        return compute.evaluate(job, nonces).finally(() => calls--);
      },
    });
    return { underWay, sizes, watch };
  }

  test("last 100 ms, and compute has the next one before it is done", async () => {
    const { underWay, sizes, watch } = countCalls();
    const { work, endMs, spans } = await runFor(1000, 8, 10, { watch });
    expect(sizes.slice(0, 4)).toEqual([8, 80, 80, 80]);
    expect(underWay).toEqual([1, 1, 2, ...sizes.slice(3).map(() => 3)]);
    expect(endMs).toBe(1000);
    expect(work.tried).toBe(800n); // not one too many, not one too few
    const covered = spans.map(({ fromMs, toMs }) => toMs - fromMs).reduce((a, b) => a + b);
    expect(covered).toBe(1000); // each millisecond once
    expect(spans.slice(1).every((s) => s.toMs - s.fromMs === s.expectedMs)).toBe(true);
  });

  test.each([
    ["133 ms: three", 133, 3],
    ["134 ms: two", 134, 2],
    ["200 ms: two", 200, 2],
    ["201 ms: one, so that who pauses waits for one only", 201, 1],
  ])("%s", async (_, batchMs, most) => {
    const { underWay, watch } = countCalls();
    await runFor(3000, 64, batchMs, { watch });
    expect(Math.max(...underWay.slice(0, 10))).toBe(most);
  });

  test("the throttle leaves one at a time, and the rest follows when nothing is under way", async () => {
    const { underWay, watch } = countCalls();
    let asked = 0;
    const throttle = () => (++asked < 3 ? 1 : 0.5);
    const { spans } = await runFor(2000, 8, 100, { watch, throttle });
    expect(underWay.slice(0, 7)).toEqual([1, 1, 2, 3, 3, 1, 1]);
    const lengths = spans.map(({ fromMs, toMs }) => toMs - fromMs);
    expect(lengths.slice(0, 8)).toEqual([100, 100, 100, 100, 100, 100, 100, 100]);
    expect(spans.slice(0, 6).every((s, i, all) => i === 0 || all[i - 1]?.toMs === s.fromMs)).toBe(
      true,
    );
  });

  test("who stops hears of no batch after those under way, and loses none of them", async () => {
    const calls: number[] = [];
    const { work, compute } = await runFor(5000, 8, 100, {
      watch: (compute, clock, stop) => ({
        ...compute,
        evaluate(job, nonces) {
          calls.push(clock.monotonicMs());
          if (calls.length === 5) stop();
          return compute.evaluate(job, nonces);
        },
      }),
    });
    expect(calls).toHaveLength(5);
    expect(work.tried).toBe(40n);
    expect(work.confirmed.size).toBe(compute.tried.filter((nonce) => nonce % 16n === 5n).length);
  });

  test("a failure is thrown when nothing is under way any more", async () => {
    let calls = 0;
    let open = 0;
    let openAtEnd = -1;
    const run = runFor(5000, 8, 100, {
      onEnd() {
        openAtEnd = open;
      },
      watch: (compute) => ({
        ...compute,
        evaluate(job, nonces) {
          if (++calls === 4) compute.failures.push(new Error("pulled out"));
          open += 1;
          return compute.evaluate(job, nonces).finally(() => open--);
        },
      }),
    });
    await expect(run).rejects.toThrow("pulled out");
    expect(calls).toBeGreaterThan(3);
    expect(openAtEnd).toBe(0);
  });
});

describe("[HO16] the throttle", () => {
  test("a quarter of the time is computed, in whole batches with rests between", async () => {
    const { spans, work } = await runFor(8000, 64, 500, { throttle: () => 0.25 });
    const lengths = spans.map(({ fromMs, toMs }) => toMs - fromMs);
    expect(lengths).toEqual([500, 1500, 500, 1500, 500, 1500, 500, 1500]);
    expect(work.tried).toBe(4n * 64n);
  });

  test("takes effect at the next batch", async () => {
    let share = 0.5;
    const throttle = () => {
      const now = share;
      share = 1;
      return now;
    };
    const { spans } = await runFor(4000, 64, 500, { throttle });
    const lengths = spans.map(({ fromMs, toMs }) => toMs - fromMs);
    expect(lengths).toEqual([500, 500, 500, 500, 500, 500, 500, 500]);
    expect(spans.map(({ expectedMs }) => expectedMs)[1]).toBe(500); // the one rest
  });

  test("no rest goes past the end", async () => {
    const { spans } = await runFor(2000, 64, 500, { throttle: () => 0.1 });
    expect(spans.at(-1)?.toMs).toBe(2000);
  });
});
