import { concatBytes } from "@stadion/protocol/crypto";
import type { SprintJob } from "../backend.ts";
import { deriveJobConstants, deriveResults } from "../derive-result.ts";
import { positions } from "../oracle.ts";
import type { SprintTrace } from "../trace.ts";
import { copyOutput, createOutput, embedPhase, runHead, runLayer } from "./forward.ts";
import type { Dot } from "./gemm.wasm.ts";
import { nonceCapacity } from "./layout.ts";
import { buildMachine } from "./machine.ts";

/**
 * The trace of a batch of up to 64 nonces by the kernels of one dot, on the thread that calls.
 *
 * All layers run over all positions: what the last one leaves out otherwise (SP16) is part of a trace.
 */
export async function traceWasm(
  job: SprintJob,
  nonces: readonly bigint[],
  dot: Dot,
): Promise<SprintTrace> {
  const { params } = job;
  const { dim } = params;
  const batch = nonces.length;
  if (batch > nonceCapacity) throw new RangeError(`${batch} nonces, at most ${nonceCapacity}`);
  const constants = deriveJobConstants(job);
  const place = { index: 0, size: 1, memory: undefined };
  const machine = await buildMachine(dot, params, place);
  const x = new Int32Array(machine.memory.buffer, machine.layout.residual, positions * batch * dim);
  const residuals: Int32Array[] = [];
  const seeds = nonces.map(constants.inputSeed);
  embedPhase(machine, concatBytes(...seeds));
  for (let layer = 0; layer < params.layers; layer++) {
    runLayer(machine, constants.modelKey, layer, batch);
    residuals.push(x.slice());
  }
  for (let b = 0; b < batch; b++) {
    const last = positions * b + positions - 1;
    x.copyWithin(b * dim, last * dim, (last + 1) * dim);
  }
  runHead(machine, constants.modelKey, batch);
  const output = createOutput(params, batch);
  copyOutput(machine, batch, output, 0);
  const { rows, outputs } = output;
  const results = deriveResults(job, constants, nonces, seeds, rows, outputs);
  return { residuals, outputs, results };
}
