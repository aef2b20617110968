// Do outputs of different nonces look alike? (HE2)

import { derivePermutationWords, permute } from "@stadion/protocol/sprint";
import { digestRow } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import type { Sample } from "./model.ts";
import { atMost, type HealthRow, within } from "./row.ts";
import { meanAbsoluteCosine, randomCosine, toUnit } from "./statistics.ts";

/** The output as the pass test sees it (SP19). */
function permuted({ inputSeed, rows, outputs }: Sample): Int8Array {
  const output = outputs.at(-1) as Int8Array;
  const words = derivePermutationWords(inputSeed, digestRow(rows.at(-1) as Int32Array));
  return output.map((_, i) => output[permute(words, i, output.length)] as number);
}

/** @param dim - D of the model, whose D-dimensional residual bounds what an unpermuted output can be */
export function similarityRows(
  name: string,
  samples: readonly Sample[],
  dim: number,
  permutedOutput = permuted,
): HealthRow[] {
  const vocab = (samples[0] as Sample).outputs.at(-1)?.length ?? 0;
  const plain = samples.map((sample) => toUnit(sample.outputs.at(-1) as Int8Array));
  const mixed = samples.map((sample) => toUnit(permutedOutput(sample)));
  const before = meanAbsoluteCosine(plain) / randomCosine(dim);
  const after = meanAbsoluteCosine(mixed) / randomCosine(vocab);
  return [
    atMost("HE2", `${name}: mean |cos| over random in ${dim} dimensions`, before, 3),
    within("HE2", `${name}: permuted, over random in ${vocab}`, after, [0.97, 1.03]),
  ];
}
