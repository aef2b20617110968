import { createWasmBackend, type SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import type { Compute } from "@stadion/protocol/host";
import { type ChosenBackend, type ComputeConfig, chooseBackend } from "#shared/compute/index.ts";

/** Compute that holds workers or a device until it is closed. */
export interface SprintCompute extends Compute {
  /** In words, why this backend and not another. */
  reason(): string;
  close(): Promise<void>;
}

/**
 * This machine's backend as the Host's port, and a second one for what was found (SP27).
 *
 * A backend that is lost for good costs its batch one more try: what took its place is wasm, and the reason says so.
 *
 * @param visible - whether someone looks at the page, which then shares the GPU
 */
export async function createSprintCompute(
  config: ComputeConfig,
  visible: () => boolean,
): Promise<SprintCompute> {
  let first: ChosenBackend = await chooseBackend(config, visible);
  let second: Promise<SprintBackend> | undefined;
  const closeSecond = async (): Promise<void> => {
    const closing = second;
    second = undefined;
    await (await closing?.catch(() => undefined))?.close();
  };
  const threads = config.threads === undefined ? {} : { threads: config.threads };
  return {
    describe: () => first.backend.info,
    batch: () => first.backend.info.batch,
    reason: () => first.reason,
    async evaluate(job, nonces) {
      try {
        return await first.backend.evaluate(job, nonces);
      } catch (error) {
        if (!isLost(error)) throw error;
        await first.backend.close();
        const { backend } = await chooseBackend({ ...config, choice: "wasm" }, visible);
        const reason = `${error.message}. WebAssembly took over.`;
        first = { backend, reason };
        // The two must stay different.
        await closeSecond();
        return await backend.evaluate(job, nonces);
      }
    },
    async recheck(job, nonces) {
      // Wasm after WebGPU; after wasm the other dot product.
      const isWasm = first.backend.info.kind === "wasm";
      second ??= createWasmBackend({ ...threads, ...(isWasm ? { variant: "i16" } : {}) });
      try {
        return await (await second).evaluate(job, nonces);
      } catch (error) {
        await closeSecond();
        throw error;
      }
    },
    async close() {
      await first.backend.close();
      await closeSecond();
    },
  };
}

function isLost(error: unknown): error is Error {
  return error instanceof Error && error.name === "BackendLostError";
}
