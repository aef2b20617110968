import type { Clock } from "../machine/index.ts";

/** What the network needs of a clock. */
export type WaitClock = Pick<Clock, "monotonicMs" | "sleep">;

/** Rejects with the signal's reason once it is aborted. */
export function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
