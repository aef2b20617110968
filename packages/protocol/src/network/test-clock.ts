import type { WaitClock } from "./wait.ts";

/** A clock that stands still until a test moves it. */
export interface TestClock extends WaitClock {
  /** Unix milliseconds. */
  nowMs(): number;
  /** Moves on, waking who sleeps at its own time and letting it work before the next wakes. */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export function createTestClock(startMs = 1_700_000_000_000): TestClock {
  let passedMs = 0;
  const sleepers = new Set<Sleeper>();
  return {
    nowMs: () => startMs + passedMs,
    monotonicMs: () => passedMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        const sleeper = { atMs: passedMs + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", abort, { once: true });
      }),
    async advance(ms) {
      const endMs = passedMs + ms;
      await settled();
      for (;;) {
        const [next] = [...sleepers].sort((a, b) => a.atMs - b.atMs);
        if (!next || next.atMs > endMs) break;
        sleepers.delete(next);
        passedMs = Math.max(passedMs, next.atMs);
        next.wake();
        await settled();
      }
      passedMs = endMs;
      await settled();
    },
  };
}

/** Lets everything that can go on do so. */
async function settled(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise(setImmediate);
}

/** The machine's clock, so many times as fast. */
export function createFastClock(times: number): WaitClock {
  return {
    monotonicMs: () => times * performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const timer = setTimeout(resolve, ms / times);
        signal?.addEventListener("abort", () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
}
