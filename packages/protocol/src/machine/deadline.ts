import type { Clock } from "./clock.ts";

/** Something took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/**
 * Runs `work`, whose signal is aborted after `ms` or when `outer` is, and rejects then whatever becomes of the work.
 *
 * Throws `DeadlineError`, or the reason of `outer`.
 *
 * @param what - begins the error's sentence, e.g. "Connecting"
 */
export async function withDeadline<T>(
  clock: Pick<Clock, "sleep">,
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
