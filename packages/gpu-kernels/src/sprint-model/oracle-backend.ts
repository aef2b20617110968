import type { SprintBackend } from "./backend.ts";
import { deriveJobConstants, judge } from "./judge.ts";
import { embedBatch, generatedTensors, lastPositions, runHead, runLayer } from "./oracle-model.ts";

/** The oracle behind the interface of all backends: for tests and self-tests, 100 times slower than wasm. */
export function createOracleBackend(): SprintBackend {
  return {
    info: { kind: "oracle", adapter: "plain TypeScript", variant: "loops", batch: 4 },
    async evaluate(job, nonces) {
      const { params } = job;
      const constants = deriveJobConstants(job);
      const tensors = generatedTensors(constants.modelKey, params);
      let x = embedBatch(nonces.map(constants.inputSeed), params);
      for (let layer = 0; layer < params.layers; layer++)
        x = runLayer(x, layer, tensors, params).residual;
      const last = lastPositions(x, params.dim);
      const outputs = runHead(last, tensors, params);
      return nonces.map((nonce, b) => {
        const row = last.subarray(b * params.dim, (b + 1) * params.dim);
        const output = outputs.subarray(b * params.vocab, (b + 1) * params.vocab);
        return judge(job, constants, nonce, row, output);
      });
    },
    async close() {},
  };
}
