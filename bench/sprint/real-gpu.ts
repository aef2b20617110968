// In Node: the backend on whatever GPU this machine has, if it is a real one. Prints JSON, or null.

import { createWebgpuBackend, WebgpuUnavailableError } from "@stadion/gpu-kernels/sprint-model";
import { presets } from "@stadion/protocol/params";
import { create, globals } from "webgpu";
import { median } from "../interleave.ts";

const rounds = 3;

async function measure(): Promise<object | null> {
  Object.assign(globalThis, globals);
  const backend = await createWebgpuBackend({ gpu: create([]), visible: () => false }).catch(
    (error) => {
      if (error instanceof WebgpuUnavailableError) return undefined;
      throw error;
    },
  );
  if (!backend) return null;
  const { adapter, variant, batch } = backend.info;
  const result: Record<string, string | number> = { adapter, variant };
  let next = 0n;
  for (const name of ["testnet", "mainnet"] as const) {
    const job = {
      params: presets[name].sprint,
      sprintSeed: new Uint8Array(32).fill(7),
      hostKey: new Uint8Array(32).fill(8),
    };
    const rates: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      await backend.evaluate(
        job,
        Array.from({ length: batch }, () => next++),
      );
      rates.push((1000 * batch) / (performance.now() - start));
    }
    // The first batch also allocates and warms up.
    result[`${name} nonces/s`] = median(rates.slice(1));
  }
  await backend.close();
  return result;
}

console.log(JSON.stringify(await measure()));
process.exit(0);
