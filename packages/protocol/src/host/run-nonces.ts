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

/** A batch as long as this costs next to nothing beside its kernels. */
const shortBatchMs = 100;

/**
 * Batches that compute has at a time, if they are short: one it runs, one it goes on with, and one for when this thread
 * gets its share of a busy machine late. On two cores with two compute threads, November 2026, preset `local`: 24 k
 * nonces a second with two and 28 k with three.
 */
const mostUnderWay = 3;

/** Most that may be under way in several batches. */
const longestWaitMs = 4 * shortBatchMs;

/** A batch that compute has and has not answered. */
interface Flight {
  readonly results: Promise<readonly ComputedNonce[]>;
  readonly nonces: number;
  readonly fromMs: number;
  readonly expectedMs: number | undefined;
}

/**
 * Tries nonces until the time is over, and has what passes confirmed by a second backend beside it (HO5).
 *
 * A batch shrinks to what still comes back in time. Ends when the last one is confirmed; throws what compute throws,
 * when nothing is under way any more.
 */
export async function runNonces(options: RunNoncesOptions): Promise<void> {
  const { clock, work, throttle, onProgress } = options;
  const startMs = clock.monotonicMs();
  const queue = createQueue(options);
  let tried = 0;
  let busyMs = 0;
  let doneMs = startMs;
  let confirming: Promise<void> = Promise.resolve();
  try {
    for (let batch = queue.next(0, 1); batch; ) {
      // Awaited together: a failure of either is met here, and at most one confirmation runs.
      const [results] = await Promise.all([batch.results, confirming]);
      queue.done();
      tried += results.length;
      work.tried += BigInt(results.length);
      const finds = results.filter(({ appropriate }) => appropriate);
      work.found += finds.length;
      confirming = confirm(options, finds);
      confirming.catch(() => {}); // awaited with the next batch, or below
      // What was handed over early began when the one before it ended.
      const fromMs = Math.max(batch.fromMs, doneMs);
      doneMs = clock.monotonicMs();
      busyMs += doneMs - fromMs;
      const perSecond = busyMs > 0 ? (tried * 1000) / busyMs : 0;
      options.onSpan({ fromMs, toMs: doneMs, expectedMs: batch.expectedMs });
      const elapsedMs = doneMs - startMs;
      onProgress(elapsedMs > 0 ? (tried * 1000) / elapsedMs : 0);
      const share = throttle();
      if (queue.isEmpty()) await rest(options, doneMs - fromMs, share);
      batch = queue.next(perSecond, share);
    }
    await confirming;
  } finally {
    await queue.settled();
  }
}

/** What compute has, oldest first: several batches while they are short, so that it never waits for the next (HO5). */
function createQueue({ clock, compute, job, work, remainingMs, signal }: RunNoncesOptions) {
  const flights: Flight[] = [];
  const underWay = () => flights.reduce((sum, { nonces }) => sum + nonces, 0);
  const handOver = (nonces: readonly bigint[], perSecond: number): void => {
    const results = compute.evaluate(job, nonces);
    results.catch(() => {}); // awaited in its turn
    const expectedMs = perSecond > 0 ? (nonces.length * 1000) / perSecond : undefined;
    flights.push({ results, nonces: nonces.length, fromMs: clock.monotonicMs(), expectedMs });
  };
  return {
    /** The oldest that is under way, after as many more as may be were handed over; `undefined` when all is over. */
    next(perSecond: number, share: number): Flight | undefined {
      const most = perSecond > 0 && share === 1 ? mostUnderWay : 1;
      while (flights.length < most && !signal.aborted) {
        const leftMs = remainingMs();
        if (leftMs <= 0) break;
        const count = batchFor(compute.batch(), perSecond, leftMs, underWay());
        // Who pauses or leaves waits for all that is under way.
        const waitMs = ((underWay() + count) * 1000) / perSecond;
        if (count === 0 || (flights.length > 0 && waitMs > longestWaitMs)) break;
        handOver(takeNonces(work, count), perSecond);
      }
      return flights[0];
    },
    done: () => void flights.shift(),
    isEmpty: () => flights.length === 0,
    settled: async () => void (await Promise.allSettled(flights.map(({ results }) => results))),
  };
}

/** Leaves the machine to others after a batch, so that computing takes its share of the time only (HO16). */
async function rest(options: RunNoncesOptions, batchMs: number, share: number): Promise<void> {
  const { clock, remainingMs, signal, onSpan } = options;
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

/**
 * Nonces of the next batch: what compute asks for, or more where that is done in no time, or what still comes back in
 * time after those under way.
 */
function batchFor(batch: number, perSecond: number, remainingMs: number, underWay: number): number {
  if (perSecond === 0) return batch;
  const wanted = Math.max(batch, Math.floor((perSecond * shortBatchMs) / 1000));
  const inTime = Math.floor((perSecond * remainingMs) / 1000) - underWay;
  return Math.max(underWay > 0 ? 0 : 1, Math.min(wanted, inTime));
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
