import { presets } from "@stadion/protocol/params";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { create } from "webgpu";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { traceOracle } from "../trace.ts";
import { checked } from "./checked.ts";
import { createEngine } from "./engine.ts";
import { usage } from "./flags.ts";
import { type CommonKernels, compileCommon, compileProduct } from "./kernels.ts";
import { bind, createPacer, type Pacer } from "./pacer.ts";
import { readBack } from "./read-back.ts";
import { firstDifference } from "./self-test.ts";
import { tableWords } from "./tables.ts";
import { variants } from "./variants.ts";

const gpu = create([]);
let device: GPUDevice;
let pacer: Pacer;

beforeAll(async () => {
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error("Expected an adapter, found none");
  device = await adapter.requestDevice();
  pacer = createPacer(device, { targetMs: () => 50, testHooks: {} });
});
afterAll(() => device.destroy());

/** Both widths of workgroup: one lane on CPU drivers, 64 with barriers on GPUs. */
describe.each([
  ["one lane", true],
  ["64 lanes", false],
])("kernels with %s", (_, software) => {
  let kernels: CommonKernels;
  beforeAll(async () => {
    kernels = await compileCommon(device, software, {});
  });

  test.each(readVectors<{ x: number[]; y: number[] }>("sprint/norm").cases)(
    "[SP11] $name",
    async ({ x, y }) => {
      const [residual, normed] = [bufferOf(Int32Array.from(x)), empty(x.length)];
      const uniforms = [x.length, 1, 0];
      await dispatch(kernels.norm, [residual, normed], uniforms, 1);
      expect([...new Int8Array(await contents(normed))]).toEqual(y);
    },
  );

  test.each(readVectors<{ t: number[]; a: number[] }>("sprint/attention").cases)(
    "[SP13] $name",
    async ({ t, a }) => {
      const { heads } = presets.local.sprint;
      const [qkv, mixed] = [bufferOf(Int8Array.from(t)), empty(a.length)];
      const count = a.length / 16;
      const buffers = [bufferOf(tableWords()), qkv, mixed];
      await dispatch(kernels.attention, buffers, [count, heads], Math.ceil(count / 64));
      expect([...new Int8Array(await contents(mixed))]).toEqual(a);
    },
  );

  test.each(readVectors<{ g: number[]; u: number[]; f: number[] }>("sprint/feed-forward").cases)(
    "[SP14] $name",
    async ({ g, u, f }) => {
      const words = Math.ceil(f.length / 4);
      const [gate, up] = [bufferOf(padded(g, words)), bufferOf(padded(u, words))];
      const buffers = [bufferOf(tableWords()), up, gate];
      await dispatch(kernels.gateUp, buffers, [words], Math.ceil(words / 64));
      expect([...new Int8Array(await contents(gate)).subarray(0, f.length)]).toEqual(f);
    },
  );

  test("[GK1] a whole batch, from seeds to scores", async () => {
    const [variant] = variants;
    if (!variant) throw new Error("Expected a variant");
    const product = await compileProduct(device, variant, {});
    const engine = createEngine(device, { ...kernels, product, variant }, pacer);
    const seeds = { sprintSeed: new Uint8Array(32).fill(5), hostKey: new Uint8Array(32).fill(6) };
    const job = { params: presets.local.sprint, ...seeds };
    const nonces = [0n, 1n, 2n, 3n, 4n];
    const trace = await engine.trace(job, nonces);
    expect(firstDifference(trace, traceOracle(job, nonces))).toBeUndefined();
    engine.destroy();
  });
});

function dispatch(
  kernel: CommonKernels[keyof CommonKernels],
  buffers: readonly GPUBuffer[],
  uniforms: readonly number[],
  groups: number,
): Promise<void> {
  return checked(device, async () => {
    const binding = bind(device, pacer, kernel, buffers);
    await pacer.add({ kernel, binding, uniforms, groups, cost: 1 });
    await pacer.finish();
  });
}

async function contents(buffer: GPUBuffer): Promise<ArrayBuffer> {
  return (await readBack(device, pacer, [{ buffer, bytes: buffer.size }] as const))[0];
}

function empty(size: number): GPUBuffer {
  return device.createBuffer({ size, usage: usage.storage | usage.copySrc | usage.copyDst });
}

function bufferOf(values: Int32Array<ArrayBuffer> | Int8Array<ArrayBuffer>): GPUBuffer {
  const buffer = empty(values.byteLength);
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

function padded(values: readonly number[], words: number): Int8Array<ArrayBuffer> {
  const whole = new Int8Array(4 * words);
  whole.set(values);
  return whole;
}
