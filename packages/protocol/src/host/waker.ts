import type { Clock } from "./ports.ts";

/** Lets a loop sleep until something happens or time is over. */
export interface Waker {
  /** Ends the sleep, or keeps the next one from beginning. */
  wake(): void;
  /** Resolves at `wake`, at the latest after `ms`. */
  sleep(ms: number): Promise<void>;
}

export function createWaker(clock: Clock): Waker {
  let isAwake = false;
  let sleeping: AbortController | undefined;
  return {
    wake() {
      isAwake = true;
      sleeping?.abort();
    },
    async sleep(ms) {
      if (!isAwake) {
        sleeping = new AbortController();
        const { signal } = sleeping;
        await clock.sleep(ms, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      }
      sleeping = undefined;
      isAwake = false;
    },
  };
}
