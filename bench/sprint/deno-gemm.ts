// In Deno, on the driver that the environment names: our exact product and our own f32, in turns. Prints JSON.

import { openSession } from "../../packages/gpu-kernels/src/sprint-model/webgpu/session.ts";
import { interleave } from "../interleave.ts";
import { activations, batchRows, entry, gigaPerSecond, modelWeights } from "../product.ts";
import { openExactProduct } from "./exact-product.ts";
import { openF32Product } from "./f32-product.ts";

/** Deno polls for the end of GPU work every 10 ms or so: enough work between two looks hides it. */
const times = 6;

const { gpu } = globalThis.navigator;
const session = await openSession({ gpu, allowSoftware: true, visible: () => false });
const a = activations(batchRows);
const w = modelWeights();
const exact = await openExactProduct(session, batchRows, a, w);
const f32 = await openF32Product(session.device, batchRows, a, w);
await f32.run(1);
// Exact as well: every sum is below 2^24.
if ((await f32.read())[0] !== entry(a, w, 0, 0)) throw new Error("The f32 product is wrong");
const milliseconds = await interleave(
  [
    { name: "exact", run: () => exact.run(times) },
    { name: "f32", run: () => f32.run(times) },
  ],
  5,
);
const rate = (name: string) => gigaPerSecond(batchRows, (milliseconds.get(name) ?? 0) / times);
console.log(
  JSON.stringify({
    adapter: session.adapter,
    variant: exact.variant,
    exact: rate("exact"),
    f32: rate("f32"),
  }),
);
session.destroy();
process.exit(0);
