export interface Clock {
  /** Unix milliseconds. May jump. */
  nowMs(): number;
  /** Milliseconds from some start; never goes back. */
  monotonicMs(): number;
  /** Resolves after at least `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clocks of this page, worker or process. */
export const machineClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    const fromMs = performance.now();
    // A timer may fire a fraction of a millisecond early.
    for (let leftMs = ms; leftMs > 0; leftMs = ms - (performance.now() - fromMs))
      await oneTimer(Math.ceil(leftMs), signal);
  },
};

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
