import type { MissReason } from "./coverage.ts";
import type { Clock } from "./ports.ts";

/** Tells whether this Host was away since it was last asked, and why (HO17). */
export interface Absence {
  /** Once in each turn of the loop. */
  tick(): void;
  /** Whether the machine or its timers stood still for long at some time since then, of the monotonic clock. */
  stoodStill(sinceMs: number): boolean;
  /** The connection was lost. */
  lost(): void;
  /** Why the Host was away since the last call; `undefined` if it was there. */
  take(): MissReason | undefined;
}

/** The time of day gained on the monotonic clock, which stands still while many machines sleep. */
const sleptMs = 2000;
/** Or the loop, which turns every few blocks, stood still as long: a suspended tab. Waiting for a node takes less. */
const frozenMs = 60_000;
/** While batches come back late, a loop that was as late says that it is not the compute. */
const lateMs = 10_000;

export function createAbsence(clock: Clock): Absence {
  let last = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
  // Before the first look: this process did not run.
  let why: MissReason | undefined = "closed";
  let stillMs = Number.NEGATIVE_INFINITY;
  const measure = () => {
    const now = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const passedMs = now.monotonicMs - last.monotonicMs;
    const gainedMs = now.wallMs - last.wallMs - passedMs;
    if (gainedMs >= sleptMs || passedMs >= lateMs) stillMs = now.monotonicMs;
    return { now, passedMs, gainedMs };
  };
  return {
    tick() {
      const { now, passedMs, gainedMs } = measure();
      last = now;
      if (gainedMs >= sleptMs || passedMs >= frozenMs) why ??= "asleep";
    },
    stoodStill(sinceMs) {
      measure();
      return stillMs >= sinceMs;
    },
    lost() {
      why ??= "disconnected";
    },
    take() {
      const taken = why;
      why = undefined;
      return taken;
    },
  };
}
