import {
  createOracleBackend,
  createSprintCompute,
  createWasmBackend,
  createWebgpuBackend,
  type SprintBackend,
  type SprintCompute,
} from "@stadion/gpu-kernels/sprint-model";
import { findGpu } from "./find-gpu.ts";

export const backendNames = ["auto", "webgpu", "wasm", "oracle"] as const;
export type BackendName = (typeof backendNames)[number];

export interface BackendChoice {
  readonly backend: BackendName;
  /** Threads of the wasm backend; all cores when absent. */
  readonly threads?: number;
}

/** The chosen backend, which wasm replaces if it is lost, and a second one that confirms finds (SP27). */
export async function openCompute(
  choice: BackendChoice,
  warn: (reason: string) => void,
): Promise<SprintCompute> {
  const first = await chooseBackend(choice, warn);
  const { kind } = first.info;
  const onReplaced = (reason: string) => warn(`${kind} is gone, going on with wasm: ${reason}`);
  return createSprintCompute(first, { ...threadsOf(choice), onReplaced });
}

/**
 * The best backend of this machine, or the one asked for.
 *
 * `auto` takes WebGPU on real hardware and wasm everywhere else; `warn` hears why WebGPU was passed over (GK5).
 */
export async function chooseBackend(
  choice: BackendChoice,
  warn: (reason: string) => void,
): Promise<SprintBackend> {
  const { backend } = choice;
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
  return createWasmBackend(threadsOf(choice));
}

function threadsOf({ threads }: BackendChoice): { threads?: number } {
  return threads === undefined ? {} : { threads };
}
