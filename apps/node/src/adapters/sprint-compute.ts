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
 * A backend that is lost for good costs its batch one more try: what took its place is wasm, and `warn` hears of it.
 */
export async function createSprintCompute(
  choice: BackendChoice,
  warn: (reason: string) => void,
  open = chooseBackend,
): Promise<SprintCompute> {
  let first = await open(choice, warn);
  let second: Promise<SprintBackend> | undefined;
  const closeSecond = async () => {
    const closing = second;
    second = undefined;
    await (await closing?.catch(() => undefined))?.close();
  };
  return {
    describe: () => first.info,
    batch: () => first.info.batch,
    async evaluate(job, nonces) {
      try {
        return await first.evaluate(job, nonces);
      } catch (error) {
        if (!isLost(error)) throw error;
        warn(`${first.info.kind} is gone, going on with wasm: ${error.message}`);
        await first.close();
        first = await open({ ...choice, backend: "wasm" }, warn);
        // The two must stay different.
        await closeSecond();
        return await first.evaluate(job, nonces);
      }
    },
    async recheck(job, nonces) {
      // Wasm after WebGPU; after wasm the other dot product.
      second ??= createWasmBackend(first.info.kind === "wasm" ? { variant: "i16" } : {});
      try {
        return await (await second).evaluate(job, nonces);
      } catch (error) {
        await closeSecond();
        throw error;
      }
    },
    async close() {
      await first.close();
      await closeSecond();
    },
  };
}

function isLost(error: unknown): error is Error {
  return error instanceof Error && error.name === "BackendLostError";
}
