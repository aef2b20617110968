/** The engine's view of time. */
export interface EngineClock {
  /** Unix time in milliseconds. May jump. */
  nowMs(): number;
  /** Calls `run` once after `ms` milliseconds; gives what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's own. */
export const systemClock: EngineClock = {
  nowMs: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
