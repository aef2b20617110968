import type { NonceResult, SprintJob } from "./backend.ts";
import { deriveJobConstants, deriveResults } from "./derive-result.ts";
import { embedBatch, generatedTensors, lastPositions, runHead, runLayer } from "./oracle-model.ts";

/** What a check of a backend wants to see of one batch: an error of one in a middle layer is visible here. */
export interface SprintTrace {
  /** The residual after each layer, i32 (4 B, D). */
  readonly residuals: readonly Int32Array[];
  /** Output vectors, int8 (B, V). */
  readonly outputs: Int8Array;
  readonly results: readonly NonceResult[];
}

/** The trace that every backend must give. */
export function traceOracle(job: SprintJob, nonces: readonly bigint[]): SprintTrace {
  const { params } = job;
  const constants = deriveJobConstants(job);
  const tensors = generatedTensors(constants.modelKey, params);
  const residuals: Int32Array[] = [];
  const seeds = nonces.map(constants.inputSeed);
  let x = embedBatch(seeds, params);
  for (let layer = 0; layer < params.layers; layer++) {
    x = runLayer(x, layer, tensors, params).residual;
    residuals.push(x);
  }
  const last = lastPositions(x, params.dim);
  const outputs = runHead(last, tensors, params);
  const results = deriveResults(job, constants, nonces, seeds, last, outputs);
  return { residuals, outputs, results };
}
