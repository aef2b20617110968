import { describe, expect, test } from "vitest";
import { createTestClock, type TestClock } from "../network/test-clock.ts";
import { presets } from "../rules/params/index.ts";
import { type BenchmarkOptions, type BenchmarkResult, benchmark } from "./benchmark.ts";
import { createBenchmarks, maxBenchmarks } from "./keep-benchmarks.ts";
import { createLiveView } from "./live-view.ts";
import type { Compute } from "./ports.ts";
import { createTestChain } from "./test-chain.ts";
import { createTestCompute, createTestRandom, createTestStore } from "./test-ports.ts";
import { createJoinedScene, createScene, phaseIs, type Scene } from "./test-scene.ts";

const params = presets.test.sprint;

async function measure(
  clock: TestClock,
  compute: Compute,
  options: Partial<BenchmarkOptions> = {},
): Promise<BenchmarkResult> {
  const running = benchmark(compute, params, {
    ms: 1000,
    clock,
    random: createTestRandom(5),
    ...options,
  });
  running.catch(() => {});
  await clock.advance(25_000);
  return running;
}

/** A batch of 8 takes 100 ms, but for those that take as long as is said here. */
function unsteady(clock: TestClock, ...batchMs: number[]): Compute {
  const compute = createTestCompute(clock);
  return {
    ...compute,
    async evaluate(job, nonces) {
      await clock.sleep((batchMs.shift() ?? 100) - 100);
      return compute.evaluate(job, nonces);
    },
  };
}

describe("[HO23] the benchmark", () => {
  test("a steady machine has its rate and no spread", async () => {
    const clock = createTestClock();
    const result = await measure(clock, createTestCompute(clock));
    expect(result.spread).toBeCloseTo(0, 9);
    expect(result).toMatchObject({
      noncesPerSecond: 80,
      batches: 10,
      tried: 80,
      found: 5,
      measuredMs: 1000,
      compute: { kind: "test" },
    });
  });

  test("the first batch, which warms up, is not measured", async () => {
    const clock = createTestClock();
    expect(await measure(clock, unsteady(clock, 5000))).toMatchObject({ noncesPerSecond: 80 });
  });

  test("batches that differ give a spread", async () => {
    const clock = createTestClock();
    // Two batches, 80 and 40 nonces a second: the mean of the rates is 60, each 20 from it.
    const { spread, noncesPerSecond } = await measure(clock, unsteady(clock, 100, 100, 200), {
      ms: 250,
    });
    expect(noncesPerSecond).toBeCloseTo(16 / 0.3, 9);
    expect(spread).toBeCloseTo(1 / 3, 9);
  });

  test("jitter from batch to batch, which a Sprint averages out, is none", async () => {
    const clock = createTestClock();
    const jitter = Array.from({ length: 101 }, (_, i) => (i % 2 === 0 ? 100 : 300));
    const { spread, batches } = await measure(clock, unsteady(clock, ...jitter), { ms: 19_950 });
    expect(batches).toBe(100);
    expect(spread).toBeCloseTo(0, 9);
  });

  test("a slow machine is measured in two batches at least, and each is told", async () => {
    const clock = createTestClock();
    const told: number[] = [];
    const slow = createTestCompute(clock, 8, 4000);
    const result = await measure(clock, slow, {
      onProgress: ({ elapsedMs }) => told.push(elapsedMs),
    });
    expect(result).toMatchObject({ batches: 2, noncesPerSecond: 2 });
    expect(told).toEqual([4000, 8000]);
  });

  test("who asks to stop gets the reason, what fails its error", async () => {
    const clock = createTestClock();
    const stop = new AbortController();
    const aborted = measure(clock, createTestCompute(clock), {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(aborted).rejects.toThrow("enough");
    const broken = createTestCompute(clock);
    broken.failures.push(new Error("device lost"));
    await expect(measure(clock, broken)).rejects.toThrow("device lost");
    await expect(measure(clock, broken, { ms: 0 })).rejects.toThrow(
      "Expected some milliseconds to measure, found 0",
    );
  });
});

describe("[HO23] a Host's benchmark", () => {
  const run = async (it: Scene, ms = 500) => {
    const running = it.host.benchmark({ ms });
    running.catch(() => {});
    await it.clock.advance(2 * ms);
    return running;
  };

  test("says what a Sprint of this network should give, and is kept", async () => {
    const it = createScene();
    await it.host.start();
    await it.clock.advance(600);
    const { prediction, noncesPerSecond } = await run(it);
    expect(noncesPerSecond).toBe(80);
    expect(prediction.appropriate.expected).toBe((80 * 3) / params.passOneIn);
    expect(prediction.share.expected).toBeGreaterThan(0.9); // of a total of 1
    const again = await it.restart();
    await again.host.start();
    const [kept] = again.host.view().benchmarks ?? [];
    expect(kept).toEqual(it.host.view().benchmarks?.[0]);
    expect(kept).toMatchObject({ preset: "test", tried: 40, compute: { variant: "modulo 16" } });
  });

  test("the last 64 are kept", async () => {
    const clock = createTestClock();
    const [compute, random, store] = [
      createTestCompute(clock),
      createTestRandom(1),
      createTestStore(),
    ];
    const { host } = createScene();
    const view = createLiveView({ ...host.view(), preset: "test" }, clock);
    const ports = { compute, clock, random, store, network: createTestChain(clock) };
    const benchmarks = createBenchmarks(ports, view);
    for (let i = 0; i < maxBenchmarks + 2; i++) {
      const running = benchmarks.run({ ms: 100 });
      await clock.advance(300);
      await running;
    }
    const times = (view.now().benchmarks ?? []).map(({ timeMs }) => timeMs);
    expect(times).toHaveLength(maxBenchmarks);
    expect(times.at(-1)).toBe(clock.nowMs());
    view.update({ benchmarks: [] });
    await benchmarks.load();
    expect(view.now().benchmarks?.map(({ timeMs }) => timeMs)).toEqual(times);
  });

  test("is refused while a Sprint runs, twice at once, and on an unknown network", async () => {
    const it = await createJoinedScene();
    const other = createScene();
    await expect(other.host.benchmark({ ms: 1 })).rejects.toThrow(/params are not known/);
    await it.clock.advance(600);
    const first = run(it);
    await expect(it.host.benchmark({ ms: 1 })).rejects.toThrow("A benchmark runs already");
    await first;
    await it.until(() => it.compute.tried.length > 100);
    expect(phaseIs(it, "sprint")()).toBe(true);
    await expect(it.host.benchmark({ ms: 1 })).rejects.toMatchObject({
      name: "BenchmarkRefusedError",
      message: "A Sprint runs: a benchmark would take time from it",
    });
  });

  test("a Sprint that begins ends it", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(600);
    const running = it.host.benchmark({ ms: 30_000 });
    const ended = expect(running).rejects.toThrow("A Sprint began, and goes first");
    await it.until(phaseIs(it, "reveal"));
    await ended;
  });
});
