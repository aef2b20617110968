import type { Clock } from "../machine/index.ts";
import { DeadlineError } from "./errors.ts";

/** What the network needs of a clock. */
export type WaitClock = Pick<Clock, "monotonicMs" | "sleep">;

/** Runs `work`, whose signal is aborted after `ms` or when `outer` is. Throws `DeadlineError`. */
export async function withDeadline<T>(
  clock: WaitClock,
  ms: number,
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const inner = new AbortController();
  const over = new AbortController();
  const signal = outer ? AbortSignal.any([outer, inner.signal]) : inner.signal;
  const deadline = clock.sleep(ms, over.signal).then(
    () => {
      inner.abort(new DeadlineError(`${what} took longer than ${ms} ms`));
      throw inner.signal.reason;
    },
    () => new Promise<never>(() => {}),
  );
  const aborted = new Promise<never>((_, reject) => {
    outer?.addEventListener("abort", () => reject(outer.reason), {
      once: true,
      signal: over.signal,
    });
  });
  try {
    outer?.throwIfAborted();
    return await Promise.race([work(signal), deadline, aborted]);
  } finally {
    over.abort();
  }
}

/** Rejects with the signal's reason once it is aborted. */
export function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
