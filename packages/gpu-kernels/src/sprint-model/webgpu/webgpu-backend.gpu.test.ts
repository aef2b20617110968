import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { create } from "webgpu";
import { createOracleBackend } from "../oracle-backend.ts";
import type { TuningStore } from "./tuning.ts";
import { createWebgpuBackend } from "./webgpu-backend.ts";

const gpu = create([]);
const software = { gpu, allowSoftware: true };
/** One variant, for tests that are not about the choice: nine take seconds to compile on a CPU driver. */
const quick = { ...software, forceVariant: "dot4 4x4" };

const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};
const nonces = Array.from({ length: 21 }, (_, i) => BigInt(1000 + i));
const wanted = await createOracleBackend().evaluate(job, nonces);

describe("the choice of a variant", () => {
  test("[GK3] every variant passes, one is chosen, remembered and found again", async () => {
    const kept = new Map<string, string>();
    const store: TuningStore = {
      get: (key) => kept.get(key),
      set: (key, value) => void kept.set(key, value),
    };
    const backend = await createWebgpuBackend({ ...software, store });
    expect(backend.faults).toEqual([]);
    expect(await backend.evaluate(job, nonces)).toEqual(wanted);
    await backend.close();
    const [key] = [...kept.keys()];
    expect(JSON.parse(kept.get(key as string) as string)).toMatchObject({
      variant: backend.info.variant,
    });

    kept.set(key as string, JSON.stringify({ variant: "unpack 8x8", rate: 1 }));
    const second = await createWebgpuBackend({ ...software, store });
    expect(second.info.variant).toBe("unpack 8x8");
    await second.close();
  });

  test("[GK3] a variant that differs is reported and off", async () => {
    const backend = await createWebgpuBackend({
      ...software,
      testHooks: { miscompile: spoil((name) => !name.startsWith("unpack 4x4")) },
    });
    expect(backend.info.variant).toBe("unpack 4x4");
    expect(backend.faults).toHaveLength(8);
    expect(backend.faults[0]).toEqual({
      variant: "dot4 8x4",
      reason: "Sums of extreme values differ",
    });
    expect(await backend.evaluate(job, nonces)).toEqual(wanted);
    await backend.close();
  });
});

describe("the self-test", () => {
  // One wrong character in each kernel must be seen.
  test.each([
    ["weights", "round < 4u", "round < 3u", "residual after layer 0"],
    ["embed", "<< vec4<u32>(7u)", "<< vec4<u32>(6u)", "residual after layer 0"],
    ["norm", "max(e, 1u) - 1u", "max(e, 1u)", "residual after layer"],
    ["attention", "+ 32) >> 6u", "+ 31) >> 6u", "residual after layer"],
    ["gateUp", "vec4<i32>(16)", "vec4<i32>(15)", "residual after layer"],
    ["digest", "rotate(e, 11u)", "rotate(e, 12u)", "A digest differs"],
    ["score", "| 1u", "| 0u", "dot differs"],
    ["dot4 4x4", "sum * 5", "sum * 4", "residual after layer 0"],
    ["f32 8x4", "min(next + CHUNK, shape.words)", "shape.words", "extreme values differ"],
  ])("[GK3] sees one wrong constant in %s", async (kernel, right, wrong, reason) => {
    const miscompile = (name: string, wgsl: string) => {
      if (name !== kernel) return wgsl;
      expect(wgsl).toContain(right);
      return wgsl.replace(right, wrong);
    };
    const variant = kernel.startsWith("f32") ? kernel : quick.forceVariant;
    const failing = createWebgpuBackend({
      ...quick,
      forceVariant: variant,
      testHooks: { miscompile },
    });
    await expect(failing).rejects.toMatchObject({
      name: "WebgpuUnavailableError",
      reason: "self-test-failed",
      faults: [{ variant, reason: expect.stringContaining(reason) }],
    });
  });

  test("[GK3] a shader that does not compile is reported with its line", async () => {
    const miscompile = (name: string, wgsl: string) =>
      name === "dot4 4x4" ? wgsl.replace("override ROWS", "override ROSE") : wgsl;
    await expect(createWebgpuBackend({ ...quick, testHooks: { miscompile } })).rejects.toThrow(
      /Does not compile: line \d+/,
    );
  });
});

describe("a lost device", () => {
  test("[GK4] costs the batch in flight, which is run again on a new device", async () => {
    let submits = 0;
    const beforeSubmit = (device: GPUDevice) => {
      submits += 1;
      if (armed && submits === 2) device.destroy();
    };
    let armed = false;
    const reasons: string[] = [];
    const backend = await createWebgpuBackend({
      ...quick,
      onDeviceFailed: (reason) => reasons.push(reason),
      testHooks: { beforeSubmit },
    });
    const whole = await backend.evaluate(job, nonces);
    [armed, submits] = [true, 0];
    expect(await backend.evaluate(job, nonces)).toEqual(whole);
    expect(submits).toBeGreaterThan(2);
    expect(whole).toEqual(wanted);
    expect(reasons).toEqual([expect.stringContaining("The device was lost (destroyed)")]);
    await backend.close();
  });

  test("[GK4] that fails again and again gives the backend up, with the reason", async () => {
    let broken = false;
    const beforeSubmit = (device: GPUDevice) => {
      if (broken) device.destroy();
    };
    const backend = await createWebgpuBackend({ ...quick, testHooks: { beforeSubmit } });
    broken = true;
    await expect(backend.evaluate(job, nonces)).rejects.toMatchObject({ name: "BackendLostError" });
    broken = false;
    expect(await backend.evaluate(job, nonces)).toEqual(wanted);
    await backend.close();
    await expect(backend.evaluate(job, nonces)).rejects.toThrow("closed");
  });

  test("[GK4] whose adapter is gone gives the backend up at once", async () => {
    let present = true;
    const beforeSubmit = (device: GPUDevice) => {
      if (!present) device.destroy();
    };
    const adapterPresent = () => present;
    const backend = await createWebgpuBackend({
      ...quick,
      testHooks: { beforeSubmit, adapterPresent },
    });
    present = false;
    await expect(backend.evaluate(job, nonces)).rejects.toThrow("No WebGPU adapter");
    await backend.close();
  });
});

test("[GK4] any number of nonces, and calls that overlap", async () => {
  const backend = await createWebgpuBackend(quick);
  const parts = [0, 1, 2, 19, 20].map((count) => backend.evaluate(job, nonces.slice(0, count)));
  for (const part of await Promise.all(parts)) expect(part).toEqual(wanted.slice(0, part.length));
  await backend.close();
});

describe("a CPU in disguise", () => {
  test("[GK5] is refused by name, so that the caller hands over to wasm", async () => {
    await expect(createWebgpuBackend({ gpu })).rejects.toMatchObject({
      name: "WebgpuUnavailableError",
      reason: "software-adapter",
      message: expect.stringMatching(/SwiftShader|llvmpipe/),
    });
  });

  test("[GK5] no adapter at all is said as such", async () => {
    const testHooks = { adapterPresent: () => false };
    await expect(createWebgpuBackend({ ...quick, testHooks })).rejects.toMatchObject({
      reason: "no-adapter",
    });
  });

  test("[GK5] an unknown variant is a wrong call", async () => {
    const wrong = createWebgpuBackend({ ...software, forceVariant: "dot5" });
    await expect(wrong).rejects.toThrow(RangeError);
  });
});

function spoil(which: (name: string) => boolean) {
  return (name: string, wgsl: string) =>
    which(name) ? wgsl.replace("t00 += vec4<i32>(s00)", "t00 += vec4<i32>(s01)") : wgsl;
}
