import {
  type BackendInfo,
  createWasmBackend,
  type SprintBackend,
  type SprintJob,
} from "@stadion/gpu-kernels/sprint-model";
import type { Find } from "@stadion/protocol/sprint";

/** The backend that confirms what the first one found (SP27): wasm after WebGPU, after wasm the other dot product. */
export function openSecondBackend(first: BackendInfo): Promise<SprintBackend> {
  return createWasmBackend(first.kind === "wasm" ? { variant: "i16" } : {});
}

/** The finds that a second backend confirms (SP27): a flipped bit must not cost the rest. */
export async function recheckFinds(
  first: SprintBackend,
  job: SprintJob,
  finds: readonly Find[],
): Promise<Find[]> {
  if (finds.length === 0) return [];
  const second = await openSecondBackend(first.info);
  try {
    const results = await second.evaluate(
      job,
      finds.map((find) => find.nonce),
    );
    return results
      .filter((result) => result.appropriate)
      .map(({ nonce, level }) => ({ nonce, level }));
  } finally {
    await second.close();
  }
}
