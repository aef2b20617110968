// In Node, one thread: our two wasm dots and onnxruntime-web's, in turns. Prints medians as JSON.

import { createWasmGemm } from "../../packages/gpu-kernels/src/sprint-model/wasm/wasm-gemm.ts";
import { type Contender, interleave } from "../interleave.ts";
import { matMulInteger } from "../onnx.ts";
import type { Ort } from "../peers.ts";
import {
  activations,
  batchRows,
  columns,
  entry,
  gigaPerSecond,
  inner,
  modelWeights,
} from "../product.ts";

const peer = "onnxruntime-web";
const a = activations(batchRows);
const w = modelWeights();

async function ours(dot: "i16" | "relaxed"): Promise<Contender> {
  const gemm = await createWasmGemm(dot, { rows: batchRows, inner, columns });
  gemm.load(a, w);
  gemm.run();
  const sums = gemm.sums();
  for (let i = 0; i < 500; i++) {
    const [row, column] = [(i * 31) % batchRows, (i * 1021) % columns];
    if (sums[row * columns + column] !== entry(a, w, row, column))
      throw new Error(`The ${dot} product is wrong at ${row}, ${column}`);
  }
  return { name: dot, run: () => gemm.run() };
}

async function theirs(): Promise<Contender> {
  const ort = (await import(peer)) as Ort;
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(matMulInteger(w), {
    executionProviders: ["wasm"],
  });
  const x = new ort.Tensor(
    "uint8",
    Uint8Array.from(a, (value) => value + 128),
    [batchRows, inner],
  );
  return {
    name: peer,
    async run() {
      await session.run({ x });
    },
  };
}

const contenders = [await ours("relaxed"), await ours("i16"), await theirs()];
const times = await interleave(contenders, 7);
const rates = [...times].map(([name, ms]) => [name, gigaPerSecond(batchRows, ms)]);
console.log(JSON.stringify(Object.fromEntries(rates)));
process.exit(0);
