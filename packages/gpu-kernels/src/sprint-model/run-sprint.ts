import type { Find } from "@stadion/protocol/sprint";
import type { SprintBackend, SprintJob } from "./backend.ts";

/** How far a run is. */
export interface SprintProgress {
  /** Nonces computed since the start. */
  readonly tried: bigint;
  readonly finds: readonly Find[];
  /** Since the start, in milliseconds. */
  readonly elapsedMs: number;
  /** Mean rate since the first batch came back. */
  readonly noncesPerSecond: number;
}

export interface RunOptions {
  /** First nonce tried; the rest follow one by one. */
  readonly firstNonce: bigint;
  readonly seconds: number;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
  readonly onProgress?: (progress: SprintProgress) => void;
  readonly signal?: { readonly aborted: boolean };
}

/**
 * Tries nonces in order until the time is over, and says what passed.
 *
 * Whole batches only, so a run lasts up to one batch longer than asked. `onProgress` follows each batch.
 */
export async function runSprint(
  backend: SprintBackend,
  job: SprintJob,
  { firstNonce, seconds, nowMs, onProgress, signal }: RunOptions,
): Promise<SprintProgress> {
  const start = nowMs();
  const finds: Find[] = [];
  let tried = 0n;
  let progress: SprintProgress = { tried, finds, elapsedMs: 0, noncesPerSecond: 0 };
  do {
    const from = firstNonce + tried;
    const nonces = Array.from({ length: backend.info.batch }, (_, i) => from + BigInt(i));
    const results = await backend.evaluate(job, nonces);
    for (const { nonce, level, appropriate } of results)
      if (appropriate) finds.push({ nonce, level });
    tried += BigInt(results.length);
    const elapsedMs = nowMs() - start;
    const noncesPerSecond = elapsedMs > 0 ? (Number(tried) * 1000) / elapsedMs : 0;
    progress = { tried, finds: [...finds], elapsedMs, noncesPerSecond };
    onProgress?.(progress);
  } while (progress.elapsedMs < seconds * 1000 && !signal?.aborted);
  return progress;
}
