import type { Clock } from "@stadion/protocol/host";

/** The clocks of this page or worker. */
export function createBrowserClock(): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const from = performance.now();
      // A timer may fire a fraction of a millisecond early; the port promises at least `ms`.
      for (let left = ms; left > 0; left = ms - (performance.now() - from))
        await oneTimer(Math.ceil(left), signal);
    },
  };
}

function oneTimer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
