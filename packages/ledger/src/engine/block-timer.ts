import type { EngineClock } from "./clock.ts";

/**
 * Runs `work` every `everyMs`, the first time after `everyMs`; gives what ends it.
 *
 * A beat that comes late is not made up for, and a clock that jumps back costs one interval at most. After an error
 * there is no further beat.
 */
export function startBlockTimer(
  clock: EngineClock,
  everyMs: number,
  work: () => void,
  onFailure: (error: unknown) => void,
): () => void {
  let cancel = () => {};
  let isStopped = false;
  let due = clock.nowMs() + everyMs;
  const wait = () => {
    const now = clock.nowMs();
    const ms = Math.min(Math.max(due - now, 0), everyMs);
    due = now + ms;
    cancel = clock.after(ms, beat);
  };
  const beat = () => {
    try {
      work();
    } catch (error) {
      isStopped = true;
      onFailure(error);
      return;
    }
    due += everyMs;
    if (!isStopped) wait();
  };
  wait();
  return () => {
    isStopped = true;
    cancel();
  };
}
