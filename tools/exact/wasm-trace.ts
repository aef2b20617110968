import type { SprintJob } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";
import { deriveJobConstants, judge } from "../../packages/gpu-kernels/src/sprint-model/judge.ts";
import type { SprintTrace } from "../../packages/gpu-kernels/src/sprint-model/trace.ts";
import {
  attentionBranch,
  embedSeeds,
  ffnBranch,
  type Machine,
  runModel,
} from "../../packages/gpu-kernels/src/sprint-model/wasm/forward.ts";
import type { Dot } from "../../packages/gpu-kernels/src/sprint-model/wasm/gemm.wasm.ts";
import {
  assembleKernels,
  bindKernels,
  createMemory,
} from "../../packages/gpu-kernels/src/sprint-model/wasm/kernels.ts";
import { layOut } from "../../packages/gpu-kernels/src/sprint-model/wasm/layout.ts";
import { joinTeam } from "../../packages/gpu-kernels/src/sprint-model/wasm/team.ts";

/**
 * The wasm model on this thread, layer by layer.
 *
 * Residuals come from a run in which the last layer is like the others; output and results from the run that a worker
 * makes, where it computes position 3 alone (SP16).
 */
export async function traceWasm(
  dot: Dot,
  job: SprintJob,
  nonces: readonly bigint[],
): Promise<SprintTrace> {
  const { params } = job;
  const constants = deriveJobConstants(job);
  const seeds = nonces.map(constants.inputSeed);
  const machine = await openMachine(dot, job, nonces.length, constants.modelKey);
  const { memory, layout } = machine;
  const rows = 4 * nonces.length;
  const residuals: Int32Array[] = [];
  embedSeeds(machine, seeds);
  for (let layer = 0; layer < params.layers; layer++) {
    attentionBranch(machine, layer, nonces.length);
    ffnBranch(machine, layer, rows);
    residuals.push(new Int32Array(memory.buffer, layout.residual, rows * params.dim).slice());
  }
  embedSeeds(machine, seeds);
  runModel(machine, nonces.length, () => {});
  const { dim, vocab } = params;
  const last = new Int32Array(memory.buffer, layout.residual, nonces.length * dim);
  const outputs = new Int8Array(memory.buffer, layout.output, nonces.length * vocab).slice();
  const results = nonces.map((nonce, b) => {
    const row = last.slice(b * dim, (b + 1) * dim);
    return judge(job, constants, nonce, row, outputs.subarray(b * vocab, (b + 1) * vocab));
  });
  return { residuals, outputs, results };
}

async function openMachine(
  dot: Dot,
  { params }: SprintJob,
  batch: number,
  modelKey: Uint8Array,
): Promise<Machine> {
  const module = await WebAssembly.compile(assembleKernels(dot, false));
  const layout = layOut(params, batch, 1, dot);
  const memory = createMemory(layout.pages, false);
  const kernels = await bindKernels(module, memory);
  return { dot, params, kernels, memory, layout, team: joinTeam(memory, 0, 1), modelKey };
}
