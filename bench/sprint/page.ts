// In a page of Chromium: our exact product, onnxruntime-web's WebGPU product and jax-js's, in turns.

import { openSession } from "../../packages/gpu-kernels/src/sprint-model/webgpu/session.ts";
import { type Contender, interleave } from "../interleave.ts";
import { matMulNBits } from "../onnx.ts";
import type { Jax, Ort } from "../peers.ts";
import { activations, columns, gigaPerSecond, inner, modelWeights } from "../product.ts";
import { openExactProduct } from "./exact-product.ts";

/** A SwiftShader does 1 to 5 G/s: a full batch would take seconds. */
const rows = 64;

export interface PageResult {
  readonly adapter: string;
  readonly variant: string;
  readonly rates: Readonly<Record<string, number>>;
}

const a = activations(rows);
const w = modelWeights();
// A variable: the compiler looks for what it knows, the browser for what the server gives.
const [ortFile, jaxFile] = [
  "/onnxruntime-web/dist/ort.webgpu.bundle.min.mjs",
  "/@jax-js/jax/dist/index.js",
];

async function ort(): Promise<Contender> {
  const library = (await import(/* @vite-ignore */ ortFile)) as Ort;
  library.env.wasm.wasmPaths = "/onnxruntime-web/dist/";
  library.env.wasm.numThreads = 1;
  const options = { executionProviders: ["webgpu"] };
  const session = await library.InferenceSession.create(matMulNBits(), options);
  const x = new library.Tensor("float32", Float32Array.from(a), [rows, inner]);
  return {
    name: "onnxruntime-web",
    async run() {
      const { y } = await session.run({ x });
      if (y.location === "gpu-buffer") await y.getData();
      y.dispose();
    },
  };
}

async function jax(): Promise<Contender> {
  const library = (await import(/* @vite-ignore */ jaxFile)) as Jax;
  const devices = await library.init();
  if (!devices.includes("webgpu")) throw new Error(`jax-js found ${devices.join(", ")} only`);
  library.defaultDevice("webgpu");
  const { numpy } = library;
  const x = numpy.array(Float32Array.from(a), { shape: [rows, inner] });
  const y = numpy.array(Float32Array.from(w), { shape: [inner, columns] });
  return {
    name: "jax-js",
    async run() {
      const product = numpy.matmul(x.ref, y.ref);
      await product.blockUntilReady();
      product.dispose();
    },
  };
}

async function measure(): Promise<PageResult> {
  const { gpu } = globalThis.navigator;
  const session = await openSession({ gpu, allowSoftware: true });
  const exact = await openExactProduct(session, rows, a, w);
  const ours = { name: "exact", run: () => exact.run(1) };
  const times = await interleave([ours, await ort(), await jax()], 5);
  const rates = [...times].map(([name, ms]) => [name, gigaPerSecond(rows, ms)]);
  return { adapter: session.adapter, variant: exact.variant, rates: Object.fromEntries(rates) };
}

Object.assign(globalThis, { measured: measure() });
