import { formatDuration } from "#shared/format/index.ts";

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** How long a page waits before it looks again for a node that did not answer so many times in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}

/** When the next try is: "Trying again in 4 s." */
export function nextTryWords(leftMs: number): string {
  return leftMs > 500 ? `Trying again in ${formatDuration(leftMs)}.` : "Trying again.";
}
