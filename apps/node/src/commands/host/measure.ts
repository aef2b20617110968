import { recordQueries } from "@stadion/protocol/chain";
import {
  type BenchmarkRecord,
  benchmark,
  type Compute,
  type Estimate,
  type HostPorts,
  keepBenchmark,
  loadBenchmarks,
  predictSprint,
  readRecord,
  type SprintPrediction,
} from "@stadion/protocol/host";
import { isPresetName, type Params, presets } from "@stadion/protocol/params";
import type { CommandIo } from "../../command.ts";
import { jsonLine } from "../json-line.ts";
import { startStatus } from "../sprint/progress.ts";

export interface MeasureOptions {
  /** Public key of the Host. */
  readonly key: Uint8Array;
  readonly ms: number;
  readonly throttle: number;
  readonly json: boolean;
}

/** Measures this machine on the network's params and says what a Sprint should give; signs nothing. */
export async function measure(
  ports: HostPorts,
  { key, ms, throttle, json }: MeasureOptions,
  io: CommandIo,
): Promise<void> {
  const params = await paramsOf(ports);
  const total = await readRecord(ports.network, recordQueries.total());
  const own = await readRecord(ports.network, recordQueries.weight(key));
  let line = "warming up …";
  const stopStatus = json ? () => {} : startStatus(io, () => line);
  try {
    const result = await benchmark(ports.compute, params.sprint, {
      ms,
      clock: ports.clock,
      random: ports.random,
      signal: io.stop,
      onProgress({ elapsedMs, noncesPerSecond }) {
        line = `${(elapsedMs / 1000).toFixed(0)} of ${ms / 1000} s  ${noncesPerSecond.toFixed(1)} nonces/s`;
      },
    });
    const measured = { preset: params.name, ...result };
    const before = (await loadBenchmarks(ports.store)).filter((one) => isLike(one, measured));
    await keepBenchmark(ports.store, measured);
    const weights = { own: own?.weight ?? 0n, total: total?.weight ?? 0n };
    const prediction = predictSprint(result, params, weights, throttle);
    stopStatus();
    if (json) io.print(jsonLine({ event: "benchmark", ...measured, prediction, before }));
    else for (const told of measuredLines(measured, prediction, before)) io.print(told);
  } finally {
    stopStatus();
  }
}

async function paramsOf({ network }: Pick<HostPorts, "network">): Promise<Params> {
  const { preset } = await network.status();
  if (isPresetName(preset)) return presets[preset];
  throw new Error(`this version does not know the params "${preset}" of the node's network`);
}

/** Whether two were measured with the same backend on the same params. */
function isLike(one: BenchmarkRecord, other: BenchmarkRecord): boolean {
  const nameOf = ({ preset, compute }: BenchmarkRecord) =>
    [preset, ...Object.values<string>(compute satisfies ReturnType<Compute["describe"]>)].join();
  return nameOf(one) === nameOf(other);
}

export function measuredLines(
  { preset, noncesPerSecond, spread, batches, tried, found }: BenchmarkRecord,
  { nonces, appropriate, level, weight, share }: SprintPrediction,
  before: readonly BenchmarkRecord[],
): string[] {
  const last = before.at(-1);
  const change = last ? (noncesPerSecond / last.noncesPerSecond - 1) * 100 : 0;
  const was = last
    ? [`  before       ${last.noncesPerSecond.toFixed(1)} nonces/s, ${signed(change)} % since`]
    : [];
  return [
    `${noncesPerSecond.toFixed(1)} nonces/s ± ${(spread * 100).toFixed(1)} %  (${tried} nonces in ${batches} batches, ${found} passed)`,
    ...was,
    `A whole Sprint of the preset ${preset} should give, in 19 of 20:`,
    `  nonces       ${range(nonces)}`,
    `  appropriate  ${range(appropriate)}`,
    `  level        ${level.low === level.high ? level.low : range(level)}`,
    `  weight       ${range(weight)}`,
    `  share        ${range(share, percent)} of all weight, if the others keep theirs`,
  ];
}

function range({ low, expected, high }: Estimate, text = whole): string {
  return `${text(expected)}  (${text(low)} to ${text(high)})`;
}

function whole(value: number): string {
  return value.toFixed(0);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(1)}`;
}
