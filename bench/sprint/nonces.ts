// In Node, wasm relaxed: whole nonces on two threads beside the GEMM rate of two threads, and one nonce on one core.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createWasmBackend } from "@stadion/gpu-kernels/sprint-model";
import { type PresetName, presets, type SprintParams } from "@stadion/protocol/params";
import { median } from "../interleave.ts";

const batch = 64;
const threads = 2;
const rounds = 3;

const workers = await Promise.all(
  Array.from({ length: threads }, async () => {
    const worker = new Worker(new URL("./gemm-worker.ts", import.meta.url));
    await once(worker, "message");
    return worker;
  }),
);

/** Operations a millisecond of all threads together. */
async function gemmRate(): Promise<number> {
  const rates = workers.map(async (worker) => {
    const answer = once(worker, "message");
    worker.postMessage(1000);
    return (await answer)[0] as number;
  });
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
}

/** Operations that one nonce needs at least, by SP16: the last layer's later half for one position only. */
function nonceOperations({ layers, dim, ffn, vocab }: SprintParams): number {
  const qkv = 3 * dim * dim;
  const rest = dim * dim + 3 * dim * ffn;
  return 2 * (4 * layers * qkv + (4 * (layers - 1) + 1) * rest + dim * vocab);
}

function jobOf(params: SprintParams) {
  return { params, sprintSeed: new Uint8Array(32).fill(7), hostKey: new Uint8Array(32).fill(8) };
}

let next = 0n;
const nonces = (count: number) => Array.from({ length: count }, () => next++);

async function timeNonces(
  backend: Awaited<ReturnType<typeof createWasmBackend>>,
  name: PresetName,
  count: number,
): Promise<number> {
  const start = performance.now();
  await backend.evaluate(jobOf(presets[name].sprint), nonces(count));
  return performance.now() - start;
}

const measured: Record<string, number> = {};
const both = await createWasmBackend({ threads, variant: "relaxed" });
await timeNonces(both, "local", batch);
for (const name of ["testnet", "mainnet"] as const) {
  const gemm: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    gemm.push(await gemmRate());
    times.push(await timeNonces(both, name, batch));
  }
  const milliseconds = median(times);
  measured[`${name} nonces/s`] = (1000 * batch) / milliseconds;
  const rate = (batch * nonceOperations(presets[name].sprint)) / milliseconds;
  measured[`${name} G/s`] = rate / 1e6;
  measured[`${name} GEMM G/s`] = median(gemm) / 1e6;
}
await both.close();
for (const worker of workers) await worker.terminate();

const single = await createWasmBackend({ threads: 1, variant: "relaxed" });
await timeNonces(single, "mainnet", 1);
const alone: number[] = [];
for (let round = 0; round < rounds; round++) alone.push(await timeNonces(single, "mainnet", 1));
measured["one mainnet nonce, s"] = median(alone) / 1000;
await single.close();
console.log(JSON.stringify(measured));
process.exit(0);
