import {
  type BenchmarkRecord,
  type Estimate,
  type HostView,
  predictSprint,
} from "@stadion/protocol/host";
import { type PresetName, presets } from "@stadion/protocol/params";
import { formatCount, formatPercent } from "#shared/format/index.ts";

/** What a benchmark says of the next Sprint, in words. */
export interface PredictionWords {
  readonly weight: string;
  readonly share: string;
}

/** What a Sprint should give at the measured rate, as weights and throttle stand now (HO24). */
export function predictionWords(
  record: BenchmarkRecord,
  { weight, throttle }: Pick<HostView, "weight" | "throttle">,
): PredictionWords {
  const it = predictSprint(record, presets[record.preset], weight, throttle);
  return {
    weight: rangeWords(it.weight, formatCount),
    share: rangeWords(it.share, formatPercent),
  };
}

/** The range in which 19 of 20 Sprints lie; one number where it is no wider. */
function rangeWords({ low, high }: Estimate, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** The last one on this network; a rate on other params says nothing of it. */
export function lastOf(
  records: readonly BenchmarkRecord[] | undefined,
  preset: PresetName | undefined,
): BenchmarkRecord | undefined {
  return records?.findLast((record) => record.preset === preset);
}
