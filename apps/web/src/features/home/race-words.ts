import type { CycleParams } from "@stadion/protocol/params";
import { type LedgerMoment, nextGun, raceClock } from "#shared/cycle/index.ts";
import { formatClock, formatCount, formatMoment } from "#shared/format/index.ts";
import type { Stillness } from "./stillness.ts";

/** What stands inside the track. */
export interface RaceWords {
  readonly label: string;
  readonly clock: string;
  readonly note: string;
  /** Whether the clock has words instead of a time. */
  readonly isWords: boolean;
}

const noTime = "–:––";
const stillLabels: Readonly<Record<Stillness, string>> = {
  "no-answer": "The node does not answer",
  "no-block": "The ledger stands still",
};

/**
 * The clock of the race. It runs only while blocks come: without them nobody knows when the gun goes off.
 *
 * @param sinceMs - since the ledger's last block was seen
 * @param nowMs - Unix milliseconds
 */
export function raceWords(
  moment: LedgerMoment | undefined,
  params: CycleParams,
  still: Stillness | undefined,
  sinceMs: number,
  nowMs: number,
): RaceWords {
  const words = { label: "Next Sprint in", clock: noTime, note: "Asking the node", isWords: false };
  if (!moment) return words;
  if (still) {
    const note = `since ${formatMoment(nowMs - sinceMs, nowMs)}, block ${formatCount(moment.height)}`;
    return { ...words, label: stillLabels[still], note };
  }
  const { leftMs } = raceClock(moment, params, sinceMs);
  const gun = nextGun(moment, params);
  const cycle = `cycle ${formatCount(gun?.cycle ?? moment.cycle.cycle)}`;
  if (!gun) return { ...words, label: "Sprint ends in", clock: formatClock(leftMs), note: cycle };
  if (leftMs === 0)
    return { label: "Next Sprint", clock: "any moment", note: cycle, isWords: true };
  const note = `at ${formatMoment(gun.atMs, nowMs)}, ${cycle}`;
  return { ...words, clock: formatClock(leftMs), note };
}
