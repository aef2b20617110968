import {
  createOracleBackend,
  createWasmBackend,
  createWebgpuBackend,
  type SprintBackend,
} from "@stadion/gpu-kernels/sprint-model";
import { findGpu } from "./find-gpu.ts";

export const backendNames = ["auto", "webgpu", "wasm", "oracle"] as const;
export type BackendName = (typeof backendNames)[number];

export interface BackendChoice {
  readonly backend: BackendName;
  /** Threads of the wasm backend; all cores when absent. */
  readonly threads?: number;
}

/**
 * The best backend of this machine, or the one asked for.
 *
 * `auto` takes WebGPU on real hardware and wasm everywhere else; `warn` hears why WebGPU was passed over (GK5).
 */
export async function chooseBackend(
  { backend, threads }: BackendChoice,
  warn: (reason: string) => void,
): Promise<SprintBackend> {
  if (backend === "oracle") return createOracleBackend();
  if (backend !== "wasm") {
    try {
      const gpu = await findGpu();
      return await createWebgpuBackend({ gpu, allowSoftware: backend === "webgpu" });
    } catch (error) {
      if (backend === "webgpu") throw error;
      warn(`WebGPU not used: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return createWasmBackend(threads === undefined ? {} : { threads });
}
