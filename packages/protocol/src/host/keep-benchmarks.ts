import { byteList, container, createCodec, list, u8, u32, u64 } from "../rules/codec/index.ts";
import { presetNames, presets } from "../rules/params/index.ts";
import { type BenchmarkProgress, type BenchmarkResult, benchmark } from "./benchmark.ts";
import type { HostPorts } from "./context.ts";
import type { LiveView } from "./live-view.ts";
import type { Store } from "./ports.ts";
import { predictSprint } from "./predict-sprint.ts";
import type { BenchmarkRecord, BenchmarkView } from "./view.ts";

/** A benchmark was asked for while it can't be run; the message says until when. */
export class BenchmarkRefusedError extends Error {
  override readonly name = "BenchmarkRefusedError";
}

export interface HostBenchmarkOptions {
  /** Milliseconds it should take. */
  readonly ms: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BenchmarkProgress) => void;
}

/** Measures this Host's machine and keeps what was measured (HO23). */
export interface Benchmarks {
  load(): Promise<void>;
  run(options: HostBenchmarkOptions): Promise<BenchmarkView>;
}

/** Most that are kept. */
export const maxBenchmarks = 64;
const storeName = "benchmarks";
const savedVersion = 1;

const text = byteList(300);
const record = container({
  timeMs: u64,
  preset: u8,
  kind: text,
  adapter: text,
  variant: text,
  milliNoncesPerSecond: u64,
  spreadPpm: u32,
  batches: u32,
  tried: u32,
  found: u32,
  measuredMs: u32,
});
const savedCodec = createCodec(container({ version: u8, records: list(record, maxBenchmarks) }));
type SavedRecord = NonNullable<ReturnType<(typeof savedCodec)["decode"]>>["records"][number];

export function createBenchmarks(
  { compute, clock, random, store }: HostPorts,
  view: LiveView,
): Benchmarks {
  let isRunning = false;
  return {
    async load() {
      view.update({ benchmarks: await loadBenchmarks(store) });
    },
    async run({ ms, signal, onProgress }) {
      const { preset, sprint } = view.now();
      if (isRunning) throw new BenchmarkRefusedError("A benchmark runs already");
      if (!preset)
        throw new BenchmarkRefusedError(
          "The network's params are not known before it is connected",
        );
      if (sprint?.step === "running")
        throw new BenchmarkRefusedError("A Sprint runs: a benchmark would take time from it");
      isRunning = true;
      const ended = new AbortController();
      // A Sprint that begins goes first.
      const stopListening = view.onView((now) => {
        if (now.sprint?.step === "running")
          ended.abort(new BenchmarkRefusedError("A Sprint began, and goes first"));
      });
      const signals = signal ? [signal, ended.signal] : [ended.signal];
      try {
        const result = await benchmark(compute, presets[preset].sprint, {
          ms,
          clock,
          random,
          signal: AbortSignal.any(signals),
          ...(onProgress ? { onProgress } : {}),
        });
        view.update({ benchmarks: await keepBenchmark(store, { preset, ...result }) });
        const { weight, throttle } = view.now();
        return {
          preset,
          ...result,
          prediction: predictSprint(result, presets[preset], weight, throttle),
        };
      } finally {
        stopListening();
        isRunning = false;
      }
    },
  };
}

/** What was measured with this store, the newest last. */
export async function loadBenchmarks(store: Store): Promise<readonly BenchmarkRecord[]> {
  const bytes = await store.get(storeName);
  const saved = bytes && savedCodec.decode(bytes);
  return saved?.version === savedVersion ? saved.records.flatMap(fromSaved) : [];
}

/** Adds one and gives all; of more than 64 the oldest goes. */
export async function keepBenchmark(
  store: Store,
  measured: BenchmarkRecord,
): Promise<readonly BenchmarkRecord[]> {
  const all = [...(await loadBenchmarks(store)), measured].slice(-maxBenchmarks);
  const records = all.map(toSaved);
  await store.set(storeName, savedCodec.encode({ version: savedVersion, records }));
  return all;
}

function toSaved({ preset, compute, ...same }: BenchmarkRecord): SavedRecord {
  const { timeMs, noncesPerSecond, spread, batches, tried, found, measuredMs } = same;
  const bytes = (said: string): Uint8Array => new TextEncoder().encode(said.slice(0, 100));
  return {
    timeMs: BigInt(Math.trunc(timeMs)),
    preset: presetNames.indexOf(preset),
    kind: bytes(compute.kind),
    adapter: bytes(compute.adapter),
    variant: bytes(compute.variant),
    milliNoncesPerSecond: BigInt(Math.round(noncesPerSecond * 1000)),
    spreadPpm: Math.min(2 ** 32 - 1, Math.round(spread * 1e6)),
    batches,
    tried,
    found,
    measuredMs: Math.round(measuredMs),
  };
}

function fromSaved(saved: SavedRecord): BenchmarkRecord[] {
  const preset = presetNames[saved.preset];
  if (!preset) return [];
  const said = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const { kind, adapter, variant, batches, tried, found, measuredMs } = saved;
  const result: BenchmarkResult = {
    timeMs: Number(saved.timeMs),
    compute: { kind: said(kind), adapter: said(adapter), variant: said(variant) },
    noncesPerSecond: Number(saved.milliNoncesPerSecond) / 1000,
    spread: saved.spreadPpm / 1e6,
    batches,
    tried,
    found,
    measuredMs,
  };
  return [{ preset, ...result }];
}
