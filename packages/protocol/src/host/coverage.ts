// Which part of a Sprint's clock a Host computed, and why not the rest (HO17). Times are milliseconds of that clock.
//
// Batches cover it from left to right; what happens between them is noted. A hole becomes a gap when the next batch
// ends it, cut where another reason begins:
//
//   batches  ======|                              |=====
//   notes          ^ paused      ^ compute
//   gaps           |- paused ----|---- compute ---|

/** Why a Host did not compute. The place in the list is the number in its store: new ones go at the end. */
export const missReasons = [
  /** It did not run: a closed page, a crash, a machine that was off. */
  "closed",
  /** Its machine or its timers stood still. */
  "asleep",
  /** Computing failed or was held up, until a batch came back again. */
  "compute",
  /** No connection, so that it did not know of the Sprint. */
  "disconnected",
  "paused",
  "left",
  "joined-late",
  /** Its key signs on another machine (HO21). */
  "elsewhere",
  /** The node told of the Sprint late. */
  "told-late",
] as const;
export type MissReason = (typeof missReasons)[number];

export interface Gap {
  readonly reason: MissReason;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Note {
  readonly reason: MissReason;
  readonly atMs: number;
}

export interface Coverage {
  /** End of the last batch. */
  readonly coveredMs: number;
  readonly gaps: readonly Gap[];
  /** What has happened since. */
  readonly notes: readonly Note[];
}

export const noCoverage: Coverage = { coveredMs: 0, gaps: [], notes: [] };

/** Most gaps of a Sprint; what comes after is added to the last. */
export const maxGaps = 16;

/** Says why computing stands still from here on. */
export function noteReason(coverage: Coverage, atMs: number, reason: MissReason): Coverage {
  const last = coverage.notes.at(-1);
  if (last?.reason === reason) return coverage;
  // The Sprint's clock follows blocks and may step back a little; notes stay in order.
  const notes = [
    ...coverage.notes,
    { reason, atMs: Math.max(atMs, coverage.coveredMs, last?.atMs ?? 0) },
  ];
  return { ...coverage, notes: notes.slice(-maxGaps) };
}

/**
 * Adds a batch.
 *
 * @param toleranceMs - a shorter hole is no gap
 * @param otherwise - the reason for a hole in which nothing was noted
 */
export function coverSpan(
  coverage: Coverage,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  toleranceMs: number,
  otherwise: MissReason,
): Coverage {
  const { coveredMs, notes } = coverage;
  // What was noted during the batch may be the reason for the next hole.
  const later = notes.filter(({ atMs }) => atMs > fromMs);
  const earlier = notes.filter(({ atMs }) => atMs <= fromMs);
  const found = fromMs - coveredMs >= toleranceMs ? cut(coveredMs, fromMs, earlier, otherwise) : [];
  return {
    coveredMs: Math.max(coveredMs, toMs),
    gaps: joined([...coverage.gaps, ...found]),
    notes: later,
  };
}

/** All gaps of a Sprint in which computing was possible until `endMs`. */
export function closeCoverage(
  coverage: Coverage,
  endMs: number,
  toleranceMs: number,
  otherwise: MissReason,
): readonly Gap[] {
  return coverSpan(coverage, { fromMs: endMs, toMs: endMs }, toleranceMs, otherwise).gaps;
}

function cut(fromMs: number, toMs: number, notes: readonly Note[], otherwise: MissReason): Gap[] {
  if (notes.length === 0) return [{ reason: otherwise, fromMs, toMs }];
  return notes
    .map(({ reason, atMs }, i) => ({
      reason,
      fromMs: i === 0 ? fromMs : Math.max(fromMs, atMs),
      toMs: Math.min(toMs, notes[i + 1]?.atMs ?? toMs),
    }))
    .filter((gap) => gap.toMs > gap.fromMs);
}

function joined(gaps: readonly Gap[]): Gap[] {
  const all: Gap[] = [];
  for (const gap of gaps) {
    const last = all.at(-1);
    const isSame = last?.reason === gap.reason && last.toMs === gap.fromMs;
    if (last && (isSame || all.length === maxGaps))
      all[all.length - 1] = { ...last, toMs: gap.toMs };
    else all.push(gap);
  }
  return all;
}
