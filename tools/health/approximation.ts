// Does the digest of a cheaper computation ever equal the exact one? (HE7)

import { equalBytes } from "@stadion/protocol/crypto";
import type { SprintParams } from "@stadion/protocol/params";
import type { SprintJob } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";
import { digestRow } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import type { TensorSource } from "../../packages/gpu-kernels/src/sprint-model/oracle-model.ts";
import { runOracle, type Sample } from "./model.ts";
import { atMost, type HealthRow } from "./row.ts";

/** A way to compute less. */
export interface Shortcut {
  readonly name: string;
  /** The tensors that the cheat works with instead. */
  cheapen(exact: TensorSource, params: SprintParams): TensorSource;
}

/** Weights to so many bits fewer, of the 6 they have. */
const coarser =
  (bits: number, lastLayerOnly: boolean): Shortcut["cheapen"] =>
  (exact, { layers }) =>
  (kind, layer) => {
    const tensor = exact(kind, layer);
    if (kind === "head" || (lastLayerOnly && layer !== layers - 1)) return tensor;
    const step = 2 << bits;
    // The middle of each step of values: the least error that so few bits allow.
    return tensor.map((value) => Math.floor((value + 63) / step) * step + step / 2 - 64);
  };

/** The last layer's feed-forward with the first columns only. */
const narrower =
  (share: number): Shortcut["cheapen"] =>
  (exact, { layers, dim, ffn }) =>
  (kind, layer) => {
    const tensor = exact(kind, layer);
    if (kind !== "down" || layer !== layers - 1) return tensor;
    return tensor.map((value, i) => (i < share * ffn * dim ? value : 0));
  };

export const shortcuts: readonly Shortcut[] = [
  { name: "last layer without an eighth of its feed-forward", cheapen: narrower(7 / 8) },
  { name: "last layer without its feed-forward", cheapen: narrower(0) },
  { name: "last layer's weights to 5 bits", cheapen: coarser(1, true) },
  { name: "all weights to 5 bits", cheapen: coarser(1, false) },
  { name: "all weights to 4 bits", cheapen: coarser(2, false) },
];

/** How many digests of the cheat equal those of the exact run. */
export function survivors(exact: readonly Sample[], cheap: readonly Sample[]): number {
  const digest = (sample: Sample) => digestRow(sample.rows.at(-1) as Int32Array);
  return exact.filter((sample, i) => equalBytes(digest(sample), digest(cheap[i] as Sample))).length;
}

/** One row a shortcut, after a control: the exact tensors again must give every digest. */
export function approximationRows(
  name: string,
  job: SprintJob,
  exact: readonly Sample[],
  tensors: TensorSource,
): HealthRow[] {
  const { params } = job;
  const nonces = exact.map((sample) => sample.nonce);
  const run = (source: TensorSource) => runOracle(job, nonces, [params.layers], source);
  const missing = exact.length - survivors(exact, run(tensors));
  return [
    atMost("HE7", `${name}: digests missed by an exact second run, of ${exact.length}`, missing, 0),
    ...shortcuts.map((shortcut) => {
      const count = survivors(exact, run(shortcut.cheapen(tensors, params)));
      return atMost("HE7", `${name}: digests left, ${shortcut.name}`, count, 0);
    }),
  ];
}
