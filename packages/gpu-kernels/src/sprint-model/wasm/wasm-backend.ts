import type { SprintBackend } from "../backend.ts";
import { deriveJobConstants, deriveResult } from "../derive-result.ts";
import { openCrew } from "./crew.ts";
import { nonceCapacity } from "./layout.ts";
import { platform } from "./platform.ts";
import { chooseDot, type DotChoice } from "./probe.ts";

export interface WasmBackendOptions {
  /** Workers; as many as the machine runs at once unless told. */
  readonly threads?: number;
  /** "auto" takes the relaxed dot where the start-up probe finds it exact (GK2). */
  readonly variant?: DotChoice;
}

/** Below this many nonces a worker that generates its own weights spends most of its time on that. */
const fewestOwnNonces = 32;

/** The Sprint on the CPU: wasm SIMD in workers. Rejects where there is no SIMD or no workers. */
export async function createWasmBackend(options: WasmBackendOptions = {}): Promise<SprintBackend> {
  const { threads = platform.navigator?.hardwareConcurrency ?? 1, variant = "auto" } = options;
  if (!(Number.isInteger(threads) && threads >= 1))
    throw new RangeError(`threads is ${threads}, not a whole number of at least 1`);
  const dot = await chooseDot(variant);
  // Absent on a page that is not isolated from other origins.
  const shared = platform.SharedArrayBuffer !== undefined;
  const crew = await openCrew({ dot, threads, shared });
  const plural = threads === 1 ? "1 thread" : `${threads} threads`;
  let earlier: Promise<unknown> = Promise.resolve();
  return {
    info: {
      kind: "wasm",
      adapter: shared || threads === 1 ? plural : `${plural} without shared memory`,
      variant: dot,
      batch: shared ? nonceCapacity : Math.max(nonceCapacity, fewestOwnNonces * threads),
    },
    async evaluate(job, nonces) {
      const { params } = job;
      const constants = deriveJobConstants(job);
      const evaluateSome = async (some: readonly bigint[]) => {
        const seeds = some.map(constants.inputSeed);
        const computed = earlier.then(() => crew.run(params, constants.modelKey, seeds));
        earlier = computed.catch(() => undefined);
        const { rows, outputs } = await computed;
        return some.map((nonce, b) => {
          const row = rows.subarray(b * params.dim, (b + 1) * params.dim);
          const output = outputs.subarray(b * params.vocab, (b + 1) * params.vocab);
          return deriveResult(job, constants, nonce, row, output);
        });
      };
      const parts = Array.from({ length: Math.ceil(nonces.length / crew.capacity) }, (_, i) =>
        evaluateSome(nonces.slice(i * crew.capacity, (i + 1) * crew.capacity)),
      );
      return (await Promise.all(parts)).flat();
    },
    async close() {
      crew.close();
    },
  };
}
