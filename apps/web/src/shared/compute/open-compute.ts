import { createSprintCompute, type SprintCompute } from "@stadion/gpu-kernels/sprint-model";
import type { ComputeConfig } from "./choices.ts";
import { chooseBackend } from "./choose-backend.ts";

export interface OpenCompute {
  readonly compute: SprintCompute;
  /** In words, why this backend and not another, as it stands now. */
  reason(): string;
}

/**
 * The chosen backend, which wasm replaces if it is lost, and a second one that confirms finds (SP27).
 *
 * @param visible - whether someone looks at the page, which then shares the GPU
 */
export async function openCompute(
  config: ComputeConfig,
  visible: () => boolean,
): Promise<OpenCompute> {
  const chosen = await chooseBackend(config, visible);
  let { reason } = chosen;
  const { threads } = config;
  const compute = createSprintCompute(chosen.backend, {
    ...(threads === undefined ? {} : { threads }),
    onReplaced(why) {
      reason = `${why}. WebAssembly took over.`;
    },
  });
  return { compute, reason: () => reason };
}
