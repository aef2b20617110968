import { createSprintCompute, type SprintCompute } from "@stadion/gpu-kernels/sprint-model";
import { type ComputeConfig, chooseBackend } from "#shared/compute/index.ts";

/** The Host's compute, which says in words why this backend and not another. */
export interface BrowserCompute extends SprintCompute {
  reason(): string;
}

/** A device that failed, and what computes now. */
export interface DeviceFailure {
  readonly reason: string;
  readonly now: "webgpu" | "wasm";
}

/**
 * This machine's backend, which wasm replaces if it is lost, and a second one for what was found (SP27).
 *
 * @param visible - whether someone looks at the page, which then shares the GPU
 */
export async function openBrowserCompute(
  config: ComputeConfig,
  visible: () => boolean,
  onDeviceFailed: (failure: DeviceFailure) => void = () => {},
): Promise<BrowserCompute> {
  const chosen = await chooseBackend(config, {
    visible,
    onDeviceFailed: (reason) => onDeviceFailed({ reason, now: "webgpu" }),
  });
  let { reason } = chosen;
  const compute = createSprintCompute(chosen.backend, {
    ...(config.threads === undefined ? {} : { threads: config.threads }),
    onReplaced(why) {
      reason = `${why}. WebAssembly took over.`;
      onDeviceFailed({ reason: why, now: "wasm" });
    },
  });
  return Object.assign(compute, { reason: () => reason });
}
