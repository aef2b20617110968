import type { SprintBackend } from "../backend.ts";
import { deriveJobConstants, deriveResults } from "../derive-result.ts";
import { openCrew } from "./crew.ts";
import { nonceCapacity } from "./layout.ts";
import { platform } from "./platform.ts";
import { chooseDot, type DotChoice } from "./probe.ts";
import { fewestOwnNonces, type TeamChoice } from "./teams.ts";

export interface WasmBackendOptions {
  /** Workers; as many as the machine runs at once unless told. */
  readonly threads?: number;
  /** "auto" takes the relaxed dot where the start-up probe finds it exact (GK2). */
  readonly variant?: DotChoice;
  /** "auto" has threads work together where the model is large and memory can be shared. */
  readonly teams?: TeamChoice;
}

/** The Sprint on the CPU: wasm SIMD in workers. Rejects where there is no SIMD or no workers. */
export async function createWasmBackend(options: WasmBackendOptions = {}): Promise<SprintBackend> {
  const { threads = platform.navigator?.hardwareConcurrency ?? 1 } = options;
  const { variant = "auto", teams = "auto" } = options;
  if (!(Number.isInteger(threads) && threads >= 1))
    throw new RangeError(`threads is ${threads}, not a whole number of at least 1`);
  const dot = await chooseDot(variant);
  // Absent on a page that is not isolated from other origins.
  const shared = platform.SharedArrayBuffer !== undefined;
  const crew = await openCrew({ dot, threads, shared, teams });
  const plural = threads === 1 ? "1 thread" : `${threads} threads`;
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
      const seeds = nonces.map(constants.inputSeed);
      const { rows, outputs } = await crew.run(params, constants.modelKey, seeds);
      return deriveResults(job, constants, nonces, seeds, rows, outputs);
    },
    async close() {
      crew.close();
    },
  };
}
