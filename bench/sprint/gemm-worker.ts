// One thread's product, run for a while when asked: two of these are the machine's GEMM rate.

import { parentPort } from "node:worker_threads";
import { createWasmGemm } from "../../packages/gpu-kernels/src/sprint-model/wasm/wasm-gemm.ts";
import { activations, batchRows, columns, inner, modelWeights, operations } from "../product.ts";

const gemm = await createWasmGemm("relaxed", { rows: batchRows, inner, columns });
gemm.load(activations(batchRows), modelWeights());
gemm.run();
parentPort?.on("message", (milliseconds: number) => {
  const start = performance.now();
  let done = 0;
  for (; performance.now() - start < milliseconds; done++) gemm.run();
  // Operations a millisecond, by this thread's own clock.
  parentPort?.postMessage((done * operations(batchRows)) / (performance.now() - start));
});
parentPort?.postMessage("ready");
