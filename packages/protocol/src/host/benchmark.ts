import type { SprintParams } from "../rules/params/index.ts";
import type { Clock, Compute, Random } from "./ports.ts";
import type { MeasuredRate } from "./predict-sprint.ts";

/** How fast this machine tries nonces, measured (HO23). */
export interface BenchmarkResult extends MeasuredRate {
  /** Unix milliseconds at its end. */
  readonly timeMs: number;
  readonly compute: ReturnType<Compute["describe"]>;
  readonly batches: number;
  readonly tried: number;
  /** Nonces that passed: as many as `passOneIn` lets expect, or the backend is at fault. */
  readonly found: number;
  /** Milliseconds that were measured. */
  readonly measuredMs: number;
}

export interface BenchmarkOptions {
  /** Milliseconds it should take; at least two batches are run. */
  readonly ms: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal;
  /** After each batch. */
  readonly onProgress?: (progress: BenchmarkProgress) => void;
}

export interface BenchmarkProgress {
  readonly elapsedMs: number;
  readonly ms: number;
  readonly noncesPerSecond: number;
}

interface Batch {
  readonly nonces: number;
  readonly found: number;
  readonly ms: number;
}

/**
 * Runs a Sprint's own kernel on nonces of no Sprint, and measures how many it tries a second.
 *
 * The first batch is run before the clock starts: it makes the model and compiles. Rejects with what compute throws, or
 * with the signal's reason.
 */
export async function benchmark(
  compute: Compute,
  params: SprintParams,
  { ms, clock, random, signal, onProgress }: BenchmarkOptions,
): Promise<BenchmarkResult> {
  if (!(ms > 0)) throw new RangeError(`Expected some milliseconds to measure, found ${ms}`);
  const job = { params, sprintSeed: random.bytes(32), hostKey: random.bytes(32) };
  let next = 0n;
  const run = async (): Promise<Batch> => {
    signal?.throwIfAborted();
    const first = next;
    const nonces = Array.from({ length: compute.batch() }, (_, i) => first + BigInt(i));
    next += BigInt(nonces.length);
    const fromMs = clock.monotonicMs();
    const results = await compute.evaluate(job, nonces);
    const found = results.filter(({ appropriate }) => appropriate).length;
    return { nonces: nonces.length, found, ms: clock.monotonicMs() - fromMs };
  };
  await run();
  const startMs = clock.monotonicMs();
  const batches: Batch[] = [];
  while (batches.length < 2 || clock.monotonicMs() - startMs < ms) {
    batches.push(await run());
    const elapsedMs = clock.monotonicMs() - startMs;
    onProgress?.({ elapsedMs, ms, noncesPerSecond: rateOf(batches) });
  }
  signal?.throwIfAborted();
  const { kind, adapter, variant } = compute.describe();
  return {
    timeMs: clock.nowMs(),
    compute: { kind, adapter, variant },
    noncesPerSecond: rateOf(batches),
    spread: spreadOf(batches),
    batches: batches.length,
    tried: sum(batches, ({ nonces }) => nonces),
    found: sum(batches, ({ found }) => found),
    measuredMs: sum(batches, ({ ms: taken }) => taken),
  };
}

function rateOf(batches: readonly Batch[]): number {
  const ms = sum(batches, (batch) => batch.ms);
  return ms > 0 ? (sum(batches, ({ nonces }) => nonces) * 1000) / ms : 0;
}

/** Most stretches of a measurement that are compared: shorter ones would show jitter that a Sprint averages out. */
const maxStretches = 10;

/** Standard deviation of the stretches' rates, as a share of their mean; each counts by its nonces. */
function spreadOf(batches: readonly Batch[]): number {
  const size = Math.ceil(batches.length / maxStretches);
  const stretches = Array.from({ length: Math.ceil(batches.length / size) }, (_, i) => {
    const part = batches.slice(i * size, (i + 1) * size);
    return { nonces: sum(part, ({ nonces }) => nonces), rate: rateOf(part) };
  });
  const all = sum(stretches, ({ nonces }) => nonces);
  const mean = sum(stretches, ({ nonces, rate }) => (nonces / all) * rate);
  if (mean === 0) return 0;
  const variance = sum(stretches, ({ nonces, rate }) => (nonces / all) * (rate - mean) ** 2);
  return Math.sqrt(variance) / mean;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
