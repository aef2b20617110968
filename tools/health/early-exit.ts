// Does a score after some of the layers tell the final one? (HE6)

import { derivePermutationWords, scoreOutput } from "@stadion/protocol/sprint";
import { digestRow } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import { cosine, type Sample, type Target } from "./model.ts";
import { atMost, type HealthRow, within } from "./row.ts";
import { correlation } from "./statistics.ts";

/** The permutation under which a Host would score at an exit. */
export type PermutationRule = (inputSeed: Uint8Array, row: Int32Array) => Uint32Array;

/** SP19: seeded by the digest of the exact residual. At an exit it is that exit's own. */
export const byDigest: PermutationRule = (inputSeed, row) =>
  derivePermutationWords(inputSeed, digestRow(row));

/** The paper's: by nonce and seeds alone, so it is known before the first layer. */
export const bySeeds: PermutationRule = (inputSeed) =>
  derivePermutationWords(inputSeed, new Uint8Array(32));

/** Correlation of the score at each exit with the final score, over all nonce-target pairs. */
export function exitCorrelations(
  samples: readonly Sample[],
  targets: readonly Target[],
  rule: PermutationRule,
): number[] {
  const exits = (samples[0] as Sample).rows.length;
  const scores = Array.from({ length: exits }, (): number[] => []);
  for (const { inputSeed, rows, outputs } of samples) {
    for (const [e, row] of rows.entries()) {
      const words = rule(inputSeed, row);
      for (const target of targets) {
        const score = scoreOutput(outputs[e] as Int8Array, target.vector, words);
        scores[e]?.push(cosine(score, target));
      }
    }
  }
  const last = scores.pop() as number[];
  return scores.map((early) => correlation(early, last));
}

/** @param layers - of each exit, without the last layer; @param allLayers - of the model */
export function earlyExitRows(
  samples: readonly Sample[],
  targets: readonly Target[],
  layers: readonly number[],
  allLayers: number,
  ourRule = byDigest,
): HealthRow[] {
  const noise = 3 / Math.sqrt(samples.length * targets.length);
  const ours = exitCorrelations(samples, targets, ourRule);
  const papers = exitCorrelations(samples, targets, bySeeds);
  return layers.flatMap((layer, i) => {
    const name = `early exit after layer ${layer}: score's correlation with the final one`;
    const r = papers[i] as number;
    // Each of two branches a layer adds what the input brought: so much of the residual is there.
    const known = Math.sqrt((1 + 2 * layer) / (1 + 2 * allLayers));
    const shown = [known - 0.12, known + 0.12] as const;
    return [
      atMost("HE6", name, Math.abs(ours[i] as number), noise),
      within("HE6", "  … were the permutation seeded by nonce and seeds alone", r, shown),
    ];
  });
}
