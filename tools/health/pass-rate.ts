// How often outputs pass, and whether keys or Sprints differ in luck (HE1, HE3).

import type { Params } from "@stadion/protocol/params";
import {
  derivePermutationWords,
  isAppropriate,
  type Score,
  scoreOutput,
} from "@stadion/protocol/sprint";
import { digestRow } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import type { Sample, Target } from "./model.ts";
import { atLeast, atMost, type HealthRow, within } from "./row.ts";
import { seedOf } from "./seeds.ts";
import { dispersion, dispersionZ } from "./statistics.ts";

/** Passes by key and by target, over all nonce-target pairs. */
export interface PassCounts {
  readonly pairs: number;
  readonly byKey: readonly number[];
  readonly byTarget: readonly number[];
}

/** How a pair is scored. */
export type ScorePair = (sample: Sample, target: Target) => Score;

/**
 * The real rule: output, target and permutation as if this target's Sprint had given this output.
 * One output vector serves many targets, each with a permutation of its own.
 */
export const scoreByRule: ScorePair = (sample, target) => {
  const seed = seedOf("pair", Number(sample.nonce)).map(
    (byte, i) => byte ^ (target.sprintSeed[i] as number) ^ (sample.inputSeed[i] as number),
  );
  const digest = digestRow(sample.rows.at(-1) as Int32Array);
  const words = derivePermutationWords(seed, digest);
  return scoreOutput(sample.outputs.at(-1) as Int8Array, target.vector, words);
};

/** For contrast: the output as it is, under one permutation for all. */
export const scoreUnpermuted: ScorePair = (sample, target) =>
  scoreOutput(sample.outputs.at(-1) as Int8Array, target.vector, new Uint32Array(8));

/** Counts passes under each of several presets that share a model. `keys` holds one list of samples a key. */
export function countPasses(
  keys: readonly (readonly Sample[])[],
  targets: readonly Target[],
  presets: readonly Params[],
  score: ScorePair,
): PassCounts[] {
  const counts = presets.map(() => ({
    pairs: keys.flat().length * targets.length,
    byKey: keys.map(() => 0),
    byTarget: targets.map(() => 0),
  }));
  for (const [k, samples] of keys.entries()) {
    for (const sample of samples) {
      for (const [t, target] of targets.entries()) {
        const scored = score(sample, target);
        for (const [p, { sprint }] of presets.entries()) {
          const { byKey, byTarget } = counts[p] as (typeof counts)[number];
          if (!isAppropriate(scored, target.squares, sprint)) continue;
          byKey[k] = (byKey[k] as number) + 1;
          byTarget[t] = (byTarget[t] as number) + 1;
        }
      }
    }
  }
  return counts;
}

/** HE1: passes over what the preset names, in hundredths. */
export function passRateRow(
  { name, sprint }: Params,
  { pairs, byKey }: PassCounts,
  note = "",
): HealthRow {
  const passes = byKey.reduce((sum, count) => sum + count, 0);
  const share = (passes / pairs) * sprint.passOneIn;
  const thousands = `${Math.round(pairs / 1000)} k pairs`;
  return within("HE1", `${name}: pass rate over nominal, ${thousands}${note}`, share, [0.9, 1.1]);
}

/** HE3: do groups of tries differ by more than counting explains? */
export function spreadRow(what: string, counts: readonly number[], pairs: number): HealthRow {
  const z = dispersionZ(dispersion(counts, pairs / counts.length), counts.length);
  const name = `${what}: spread over counting noise, ${counts.length} groups`;
  return atMost("HE3", name, Math.abs(z), 4, "sd");
}

/** HE3, the contrast: without the permutation the same count must show a spread. */
export function contrastRow(what: string, counts: readonly number[], pairs: number): HealthRow {
  const z = dispersionZ(dispersion(counts, pairs / counts.length), counts.length);
  return atLeast("HE3", `${what}: the same without permutation (must show)`, z, 6, "sd");
}
