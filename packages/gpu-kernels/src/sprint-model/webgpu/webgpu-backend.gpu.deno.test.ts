import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { presets } from "@stadion/protocol/params";
import { createOracleBackend } from "../oracle-backend.ts";
import { traceOracle } from "../trace.ts";
import { createEngine } from "./engine.ts";
import { compileCommon, compileProduct } from "./kernels.ts";
import { createPacer } from "./pacer.ts";
import { firstDifference } from "./self-test.ts";
import { variants } from "./variants.ts";
import { createWebgpuBackend } from "./webgpu-backend.ts";

const { gpu } = navigator;
const quick = { gpu, allowSoftware: true, forceVariant: "dot4 4x4" };
const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};
const nonces = Array.from({ length: 21 }, (_, i) => BigInt(1000 + i));
const wanted = await createOracleBackend().evaluate(job, nonces);

Deno.test("[GK3] every variant is exact under naga too", async () => {
  const backend = await createWebgpuBackend({ gpu, allowSoftware: true });
  deepStrictEqual(backend.faults, []);
  deepStrictEqual(await backend.evaluate(job, nonces), wanted);
  await backend.close();
});

Deno.test("[GK1] kernels with barriers, as GPUs run them, are exact under naga too", async () => {
  const device = await (await gpu.requestAdapter())?.requestDevice();
  const [variant] = variants;
  if (!device || !variant) throw new Error("Expected a device and a variant");
  const pacer = createPacer(device, { targetMs: () => 50, testHooks: {} });
  const product = await compileProduct(device, variant, {});
  const kernels = { ...(await compileCommon(device, false, {})), product, variant };
  const engine = createEngine(device, kernels, pacer);
  strictEqual(
    firstDifference(await engine.trace(job, [5n, 6n, 7n]), traceOracle(job, [5n, 6n, 7n])),
    undefined,
  );
  device.destroy();
});

Deno.test("[GK4] a lost device costs the batch in flight", async () => {
  let submits = -1e9;
  const beforeSubmit = (device: GPUDevice) => {
    submits += 1;
    if (submits === 2) device.destroy();
  };
  const backend = await createWebgpuBackend({ ...quick, testHooks: { beforeSubmit } });
  submits = 0;
  deepStrictEqual(await backend.evaluate(job, nonces), wanted);
  await backend.close();
});

Deno.test("[GK5] a CPU in disguise is refused", async () => {
  await rejects(createWebgpuBackend({ gpu }), { reason: "software-adapter" });
});
