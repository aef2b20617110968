import type { CycleParams } from "../rules/params/index.ts";

/** When a Host commits in a Sprint, in milliseconds of the Sprint's clock (HO7). */
export interface SprintSchedule {
  /** Computing ends, so that the last batch is confirmed in time. */
  readonly stopMs: number;
  /** The last commit goes out at the latest: three blocks before the Sprint's end. */
  readonly lastCommitMs: number;
  /** Tenths that are over. */
  tenth(elapsedMs: number): number;
  /** Milliseconds until the next moment at which a commit is due. */
  nextDueMs(elapsedMs: number): number;
}

const spareBlocks = 3;
/** When no more blocks than these may still come, the last commit is due. */
export const lastBlocks = 4n;

export function createSchedule({ sprintMs, blockMs }: CycleParams): SprintSchedule {
  const lastCommitMs = Math.max(sprintMs / 2, sprintMs - spareBlocks * blockMs);
  const stopMs = Math.max(sprintMs / 2, lastCommitMs - blockMs);
  const tenthMs = sprintMs / 10;
  const tenth = (elapsedMs: number): number => Math.max(0, Math.floor(elapsedMs / tenthMs));
  return {
    stopMs,
    lastCommitMs,
    tenth,
    nextDueMs(elapsedMs) {
      const next = Math.min(
        (tenth(elapsedMs) + 1) * tenthMs,
        elapsedMs < stopMs ? stopMs : Infinity,
      );
      return Math.max(1, next - elapsedMs);
    },
  };
}
