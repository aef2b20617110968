import type { BackendInfo, NonceResult, SprintBackend, SprintJob } from "./backend.ts";
import { createWasmBackend } from "./wasm/wasm-backend.ts";

/** A backend that outlives a lost device, and a second one that confirms what it found (SP27). */
export interface SprintCompute extends SprintBackend {
  /** Of the first backend. When that is lost, wasm takes its place and runs the batch again. */
  readonly info: BackendInfo;
  describe(): BackendInfo;
  /** Nonces that one call of `evaluate` should carry. */
  batch(): number;
  /** `evaluate` on the second backend, which is opened when it is first needed. */
  recheck(job: SprintJob, nonces: readonly bigint[]): Promise<NonceResult[]>;
}

export interface SprintComputeOptions {
  /** Threads of the wasm backends; all cores when absent. */
  readonly threads?: number;
  /** Hears, in words, why wasm took the first backend's place. */
  readonly onReplaced?: (reason: string) => void;
}

/** Takes `first` over: it is closed with the rest. */
export function createSprintCompute(
  first: SprintBackend,
  { threads, onReplaced }: SprintComputeOptions = {},
): SprintCompute {
  let second: Promise<SprintBackend> | undefined;
  const closeSecond = async () => {
    const closing = second;
    second = undefined;
    await (await closing?.catch(() => undefined))?.close();
  };
  /** Calls that overlap lose the same backend: it is replaced once. */
  const replace = async (lost: SprintBackend, reason: string) => {
    await lost.close();
    first = await createWasmBackend(withThreads(threads));
    onReplaced?.(reason);
    await closeSecond(); // it was chosen to differ from the one that is gone
  };
  let replacing: Promise<void> | undefined;
  let isClosed = false;
  return {
    get info() {
      return first.info;
    },
    describe: () => first.info,
    batch: () => first.info.batch,
    async evaluate(job, nonces) {
      const used = first;
      try {
        return await used.evaluate(job, nonces);
      } catch (error) {
        if (isClosed || !isLost(error)) throw error;
        if (first === used) {
          replacing ??= replace(used, error.message).finally(() => {
            replacing = undefined;
          });
          await replacing;
        }
        return await first.evaluate(job, nonces);
      }
    },
    async recheck(job, nonces) {
      second ??= openSecondBackend(first.info, threads);
      try {
        return await (await second).evaluate(job, nonces);
      } catch (error) {
        await closeSecond();
        throw error;
      }
    },
    async close() {
      isClosed = true;
      await first.close();
      await closeSecond();
    },
  };
}

/**
 * The backend that confirms what the first one found (SP27): wasm after WebGPU, after wasm the other dot product.
 *
 * Where a machine has the i16 dot product alone, it confirms itself: that finds a flipped bit, but no broken kernel.
 */
function openSecondBackend(first: BackendInfo, threads?: number): Promise<SprintBackend> {
  const variant = first.kind === "wasm" && first.variant !== "i16" ? "i16" : "auto";
  return createWasmBackend({ ...withThreads(threads), variant });
}

function withThreads(threads: number | undefined): { threads?: number } {
  return threads === undefined ? {} : { threads };
}

function isLost(error: unknown): error is Error {
  return error instanceof Error && error.name === "BackendLostError";
}
