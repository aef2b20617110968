import {
  createWasmBackend,
  createWebgpuBackend,
  type SprintBackend,
  type TuningStore,
} from "@stadion/gpu-kernels/sprint-model";
import { describeError } from "#shared/errors/index.ts";
import { valueStore } from "#shared/storage/index.ts";
import type { ComputeConfig } from "./choices.ts";

/** A backend, and in words why it and not another. */
export interface ChosenBackend {
  readonly backend: SprintBackend;
  readonly reason: string;
}

/** What a GPU's backend asks its page, and tells it. */
export interface GpuHooks {
  /** Whether someone looks at the page, which then shares the GPU. */
  readonly visible: () => boolean;
  /** Hears why a device failed that another one replaces. */
  readonly onDeviceFailed?: (reason: string) => void;
}

/** The backend that a person asked for; "auto" takes WebGPU on a real GPU and wasm everywhere else (GK5). */
export async function chooseBackend(
  config: ComputeConfig,
  hooks: GpuHooks,
): Promise<ChosenBackend> {
  switch (config.choice) {
    case "wasm":
      return { backend: await openWasm(config), reason: "WebAssembly, as you asked." };
    case "webgpu":
      return { backend: await openGpu(false, hooks), reason: "WebGPU, as you asked." };
    case "software-webgpu":
      return {
        backend: await openGpu(true, hooks),
        reason:
          "WebGPU on any driver, as you asked. On a processor WebAssembly is many times faster.",
      };
    case "auto":
      return chooseBest(config, hooks);
  }
}

async function chooseBest(config: ComputeConfig, hooks: GpuHooks): Promise<ChosenBackend> {
  try {
    const backend = await openGpu(false, hooks);
    return { backend, reason: "This machine's GPU passed its self-test." };
  } catch (error) {
    const backend = await openWasm(config);
    return { backend, reason: `WebGPU was passed over: ${describeError(error)}.` };
  }
}

function openWasm({ threads }: ComputeConfig): Promise<SprintBackend> {
  return createWasmBackend(threads === undefined ? {} : { threads });
}

async function openGpu(allowSoftware: boolean, hooks: GpuHooks): Promise<SprintBackend> {
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (!gpu) throw new Error("This browser has no WebGPU");
  return createWebgpuBackend({ ...hooks, gpu, allowSoftware, store: tuningStore });
}

const device = valueStore("device");

/** The fastest variant of each adapter is kept for the next visit. */
const tuningStore: TuningStore = {
  async get(name) {
    const value = await device.get(name);
    return typeof value === "string" ? value : undefined;
  },
  set: (name, value) => device.set(name, value),
};
