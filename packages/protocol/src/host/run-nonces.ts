import type { Clock, Compute, ComputedNonce, ComputeJob } from "./ports.ts";
import type { SprintWork } from "./sprint-work.ts";

export interface RunNoncesOptions {
  readonly clock: Clock;
  readonly compute: Compute;
  readonly job: ComputeJob;
  /** Taken forward as nonces are tried. */
  readonly work: SprintWork;
  /** Milliseconds in which a batch must come back to be of use. */
  readonly remainingMs: () => number;
  readonly signal: AbortSignal;
  /** Share of the time in which to compute, 0.1 to 1; asked after each batch (HO16). */
  readonly throttle: () => number;
  /** Told of each stretch of time that went into a batch or a rest after it, of the monotonic clock. */
  readonly onSpan: (span: BusySpan) => void;
  /** After each batch; nonces a second since the run began. */
  readonly onProgress: (noncesPerSecond: number) => void;
  /** A nonce that the second backend does not confirm. */
  readonly onDoubt: (nonce: bigint) => void;
}

export interface BusySpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** How long it should have taken; `undefined` of the first batch. */
  readonly expectedMs: number | undefined;
}

/**
 * Tries nonces until the time is over, and has what passes confirmed by a second backend beside it (HO5).
 *
 * A batch shrinks to what still comes back in time. Ends when the last one is confirmed; throws what compute throws.
 */
export async function runNonces(options: RunNoncesOptions): Promise<void> {
  const { clock, compute, job, work, remainingMs, signal, onProgress } = options;
  const startMs = clock.monotonicMs();
  let tried = 0;
  let busyMs = 0;
  let perSecond = 0;
  let confirming: Promise<void> = Promise.resolve();
  while (!signal.aborted && remainingMs() > 0) {
    const nonces = takeNonces(work, batchFor(compute.batch(), perSecond, remainingMs()));
    const fromMs = clock.monotonicMs();
    const expectedMs = perSecond > 0 ? (nonces.length * 1000) / perSecond : undefined;
    // Awaited together: a failure of either is met here, and at most one confirmation runs.
    const [results] = await Promise.all([compute.evaluate(job, nonces), confirming]);
    tried += results.length;
    work.tried += BigInt(results.length);
    const finds = results.filter(({ appropriate }) => appropriate);
    work.found += finds.length;
    confirming = confirm(options, finds);
    confirming.catch(() => {}); // awaited with the next batch, or below
    const toMs = clock.monotonicMs();
    busyMs += toMs - fromMs;
    perSecond = busyMs > 0 ? (tried * 1000) / busyMs : 0;
    options.onSpan({ fromMs, toMs, expectedMs });
    const elapsedMs = toMs - startMs;
    onProgress(elapsedMs > 0 ? (tried * 1000) / elapsedMs : 0);
    await rest(options, toMs - fromMs);
  }
  await confirming;
}

/** Leaves the machine to others after a batch, so that computing takes its share of the time only (HO16). */
async function rest(options: RunNoncesOptions, batchMs: number): Promise<void> {
  const { clock, throttle, remainingMs, signal, onSpan } = options;
  const share = throttle();
  const restMs = Math.min((batchMs * (1 - share)) / share, remainingMs());
  if (restMs <= 0 || signal.aborted) return;
  const fromMs = clock.monotonicMs();
  await clock.sleep(restMs, signal).catch(() => {}); // the loop sees that it is stopped
  onSpan({ fromMs, toMs: clock.monotonicMs(), expectedMs: restMs });
}

function takeNonces(work: SprintWork, count: number): bigint[] {
  const first = work.nextNonce;
  work.nextNonce += BigInt(count);
  return Array.from({ length: count }, (_, i) => first + BigInt(i));
}

function batchFor(batch: number, perSecond: number, remainingMs: number): number {
  if (perSecond === 0) return batch;
  return Math.max(1, Math.min(batch, Math.floor((perSecond * remainingMs) / 1000)));
}

async function confirm(
  { compute, job, work, onDoubt }: RunNoncesOptions,
  finds: readonly ComputedNonce[],
): Promise<void> {
  if (finds.length === 0) return;
  const again = await compute.recheck(
    job,
    finds.map(({ nonce }) => nonce),
  );
  for (const [i, { nonce, level }] of finds.entries()) {
    const second = again[i];
    const agrees = second?.nonce === nonce && second.appropriate && second.level === level;
    if (agrees) work.confirmed.set(nonce, level);
    else onDoubt(nonce);
  }
}
