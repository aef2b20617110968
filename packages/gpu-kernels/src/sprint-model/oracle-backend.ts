import type { SprintBackend } from "./backend.ts";
import { traceOracle } from "./trace.ts";

/** The oracle behind the interface of all backends: for tests and self-tests, 100 times slower than wasm. */
export function createOracleBackend(): SprintBackend {
  let isClosed = false;
  return {
    info: { kind: "oracle", adapter: "plain TypeScript", variant: "loops", batch: 4 },
    async evaluate(job, nonces) {
      if (isClosed) throw new TypeError("the backend is closed");
      return [...traceOracle(job, nonces).results];
    },
    async close() {
      isClosed = true;
    },
  };
}
