import { createWasmBackend, type SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import type { Compute } from "@stadion/protocol/host";
import { type BackendChoice, chooseBackend } from "../compute/choose-backend.ts";

/** Compute that holds threads or a device until it is closed. */
export interface SprintCompute extends Compute {
  close(): Promise<void>;
}

/**
 * This machine's backend as the Host's port, and a second one for what was found (SP27).
 *
 * A backend that is gone for good is replaced by wasm, and `warn` hears of it: a Sprint goes on.
 */
export async function createSprintCompute(
  choice: BackendChoice,
  warn: (reason: string) => void,
): Promise<SprintCompute> {
  let first = await chooseBackend(choice, warn);
  let second: Promise<SprintBackend> | undefined;
  return {
    describe: () => first.info,
    batch: () => first.info.batch,
    async evaluate(job, nonces) {
      try {
        return await first.evaluate(job, nonces);
      } catch (error) {
        if (!isLost(error) || first.info.kind === "wasm") throw error;
        warn(`${first.info.kind} is gone, going on with wasm: ${error.message}`);
        await first.close();
        first = await chooseBackend({ ...choice, backend: "wasm" }, warn);
        return await first.evaluate(job, nonces);
      }
    },
    async recheck(job, nonces) {
      // Wasm after WebGPU; after wasm the other dot product.
      second ??= createWasmBackend(first.info.kind === "wasm" ? { variant: "i16" } : {});
      return await (await second).evaluate(job, nonces);
    },
    async close() {
      await first.close();
      await (await second)?.close();
    },
  };
}

function isLost(error: unknown): error is Error {
  return error instanceof Error && error.name === "BackendLostError";
}
