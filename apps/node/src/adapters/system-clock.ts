import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@stadion/protocol/host";

/** This machine's clocks. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const from = performance.now();
      try {
        // A timer may fire a fraction of a millisecond early; the port promises at least `ms`.
        for (let left = ms; left > 0; left = ms - (performance.now() - from))
          await sleep(Math.ceil(left), undefined, signal ? { signal } : {});
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
