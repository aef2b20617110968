// Residuals and outputs of the real Sprint model, and the scores that follow from them.

import type { SprintParams } from "@stadion/protocol/params";
import {
  deriveTargetSeed,
  deriveTargetVector,
  type Score,
  squaredNorm,
} from "@stadion/protocol/sprint";
import type { SprintJob } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";
import { deriveJobConstants } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import {
  embedBatch,
  generatedTensors,
  lastPositions,
  runHead,
  runLayer,
  type TensorSource,
} from "../../packages/gpu-kernels/src/sprint-model/oracle-model.ts";
import { seedOf } from "./seeds.ts";

/** One nonce, computed: what all measurements start from. */
export interface Sample {
  readonly nonce: bigint;
  readonly inputSeed: Uint8Array;
  /** The last position's residual after each of the layers asked for, i32 (D). */
  readonly rows: readonly Int32Array[];
  /** The output vector after each of these layers, int8 (V). */
  readonly outputs: readonly Int8Array[];
}

/** Tensors made once and kept: a small model runs many batches on them. */
export function keptTensors(modelKey: Uint8Array, params: SprintParams): TensorSource {
  const make = generatedTensors(modelKey, params);
  const kept = new Map<string, Int8Array>();
  return (kind, layer) => {
    const name = `${kind} ${layer}`;
    const tensor = kept.get(name) ?? make(kind, layer);
    kept.set(name, tensor);
    return tensor;
  };
}

/** Runs nonces on the oracle. `exits` are counts of layers, ascending, the last one all of them. */
export function runOracle(
  job: SprintJob,
  nonces: readonly bigint[],
  exits: readonly number[],
  tensors: TensorSource,
): Sample[] {
  const { params } = job;
  const seeds = nonces.map(deriveJobConstants(job).inputSeed);
  const rows: Int32Array[] = [];
  let x = embedBatch(seeds, params);
  for (let layer = 0; layer < params.layers; layer++) {
    x = runLayer(x, layer, tensors, params).residual;
    if (exits.includes(layer + 1)) rows.push(lastPositions(x, params.dim));
  }
  return cutSamples(job, nonces, rows, tensors);
}

/** From the rows of a batch, one array an exit, to a sample a nonce. */
export function cutSamples(
  job: SprintJob,
  nonces: readonly bigint[],
  rows: readonly Int32Array[],
  tensors: TensorSource,
): Sample[] {
  const { dim, vocab } = job.params;
  const { inputSeed } = deriveJobConstants(job);
  const outputs = rows.map((row) => runHead(row, tensors, job.params));
  return nonces.map((nonce, b) => ({
    nonce,
    inputSeed: inputSeed(nonce),
    rows: rows.map((row) => row.slice(b * dim, (b + 1) * dim)),
    outputs: outputs.map((output) => output.slice(b * vocab, (b + 1) * vocab)),
  }));
}

export function range(count: number, from = 0): bigint[] {
  return Array.from({ length: count }, (_, i) => BigInt(from + i));
}

/** A target vector with what the pass test asks of it. */
export interface Target {
  readonly sprintSeed: Uint8Array;
  readonly vector: Int8Array;
  readonly squares: number;
}

/** The targets of that many Sprints. */
export function manyTargets(count: number, vocab: number): Target[] {
  return Array.from({ length: count }, (_, i) => {
    const sprintSeed = seedOf("target", i);
    const vector = deriveTargetVector(deriveTargetSeed(sprintSeed), vocab);
    return { sprintSeed, vector, squares: squaredNorm(vector) };
  });
}

/** The cosine that the pass test (SP21) compares, as a float. */
export function cosine({ dot, sum, sumSquares }: Score, target: Target): number {
  const vocab = target.vector.length;
  return dot / Math.sqrt((sumSquares - (sum * sum) / vocab) * target.squares);
}
