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

/**
 * The backend that a person asked for; "auto" takes WebGPU on a real GPU and wasm everywhere else (GK5).
 *
 * @param visible - whether someone looks at the page, which then shares the GPU
 */
export async function chooseBackend(
  config: ComputeConfig,
  visible: () => boolean,
): Promise<ChosenBackend> {
  switch (config.choice) {
    case "wasm":
      return { backend: await openWasm(config), reason: "WebAssembly, as you asked." };
    case "webgpu":
      return { backend: await openGpu(false, visible), reason: "WebGPU, as you asked." };
    case "software-webgpu":
      return {
        backend: await openGpu(true, visible),
        reason:
          "WebGPU on any driver, as you asked. On a processor WebAssembly is many times faster.",
      };
    case "auto":
      return chooseBest(config, visible);
  }
}

async function chooseBest(config: ComputeConfig, visible: () => boolean): Promise<ChosenBackend> {
  try {
    const backend = await openGpu(false, visible);
    return { backend, reason: "This machine's GPU passed its self-test." };
  } catch (error) {
    const backend = await openWasm(config);
    return { backend, reason: `WebGPU was passed over: ${describeError(error)}.` };
  }
}

function openWasm({ threads }: ComputeConfig): Promise<SprintBackend> {
  return createWasmBackend(threads === undefined ? {} : { threads });
}

async function openGpu(allowSoftware: boolean, visible: () => boolean): Promise<SprintBackend> {
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (!gpu) throw new Error("This browser has no WebGPU");
  return createWebgpuBackend({ gpu, allowSoftware, visible, store: tuningStore });
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
