import { describe, expect, test } from "vitest";
import { createTestClock } from "../network/test-clock.ts";
import { presets } from "../rules/params/index.ts";
import { type BusySpan, runNonces } from "./run-nonces.ts";
import { beginWork } from "./sprint-work.ts";
import { createTestCompute, createTestRandom } from "./test-ports.ts";

const seed = new Uint8Array(32).fill(1);

async function runFor(ms: number, batch: number, batchMs: number, throttle = () => 1) {
  const clock = createTestClock();
  const compute = createTestCompute(clock, batch, batchMs);
  const sprint = { cycle: 0n, sprintSeed: seed, hostKey: seed };
  const work = beginWork(sprint, createTestRandom(3));
  const batches: number[] = [];
  const spans: BusySpan[] = [];
  let endMs = 0;
  let tried = 0;
  const run = runNonces({
    clock,
    compute,
    job: { params: presets.test.sprint, sprintSeed: seed, hostKey: seed },
    work,
    remainingMs: () => ms - clock.monotonicMs(),
    signal: new AbortController().signal,
    throttle,
    onSpan: (span) => spans.push(span),
    onProgress() {
      batches.push(compute.tried.length - tried);
      tried = compute.tried.length;
      endMs = clock.monotonicMs();
    },
    onDoubt() {},
  });
  await clock.advance(10 * ms);
  await run;
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

describe("[HO16] the throttle", () => {
  test("a quarter of the time is computed, in whole batches with rests between", async () => {
    const { spans, work } = await runFor(8000, 64, 500, () => 0.25);
    const lengths = spans.map(({ fromMs, toMs }) => toMs - fromMs);
    expect(lengths).toEqual([500, 1500, 500, 1500, 500, 1500, 500, 1500]);
    expect(work.tried).toBe(4n * 64n);
  });

  test("takes effect at the next batch", async () => {
    let share = 0.5;
    const { spans } = await runFor(4000, 64, 500, () => {
      const now = share;
      share = 1;
      return now;
    });
    const lengths = spans.map(({ fromMs, toMs }) => toMs - fromMs);
    expect(lengths).toEqual([500, 500, 500, 500, 500, 500, 500, 500]);
    expect(spans.map(({ expectedMs }) => expectedMs)[1]).toBe(500); // the one rest
  });

  test("no rest goes past the end", async () => {
    const { spans } = await runFor(2000, 64, 500, () => 0.1);
    expect(spans.at(-1)?.toMs).toBe(2000);
  });
});
