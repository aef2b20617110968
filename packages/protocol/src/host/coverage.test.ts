import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closeCoverage,
  coverSpan,
  type Gap,
  maxGaps,
  missReasons,
  noCoverage,
  noteReason,
} from "./coverage.ts";

const cover = (coverage: typeof noCoverage, fromMs: number, toMs: number) =>
  coverSpan(coverage, { fromMs, toMs }, 1000, "told-late");

describe("[HO17] what of a Sprint was not computed", () => {
  test("batches one after the other leave no gap, holes below the tolerance neither", () => {
    let it = cover(noCoverage, 0, 500);
    it = cover(it, 1499, 2000);
    expect(it).toEqual({ coveredMs: 2000, gaps: [], notes: [] });
    expect(closeCoverage(it, 2999, 1000, "closed")).toEqual([]);
  });

  test("a hole of the tolerance is one, with the reason that was noted", () => {
    let it = noteReason(cover(noCoverage, 0, 500), 600, "paused");
    it = cover(it, 1500, 2000);
    expect(it.gaps).toEqual([{ reason: "paused", fromMs: 500, toMs: 1500 }]);
    expect(it.notes).toEqual([]);
    expect(closeCoverage(it, 3000, 1000, "asleep").at(-1)).toEqual({
      reason: "asleep",
      fromMs: 2000,
      toMs: 3000,
    });
  });

  test("a hole with two reasons is cut where the second begins", () => {
    let it = noteReason(cover(noCoverage, 0, 1000), 1000, "paused");
    it = noteReason(it, 4000, "compute");
    it = noteReason(it, 4500, "compute");
    expect(cover(it, 9000, 9500).gaps).toEqual([
      { reason: "paused", fromMs: 1000, toMs: 4000 },
      { reason: "compute", fromMs: 4000, toMs: 9000 },
    ]);
  });

  test("what is noted while a batch runs is the reason for the hole after it", () => {
    let it = noteReason(cover(noCoverage, 0, 1000), 1200, "paused");
    it = cover(it, 1100, 1900);
    expect(it.gaps).toEqual([]);
    expect(cover(it, 5000, 6000).gaps).toEqual([{ reason: "paused", fromMs: 1900, toMs: 5000 }]);
  });

  test("a Sprint without a batch is one gap", () => {
    expect(closeCoverage(noCoverage, 5000, 1000, "closed")).toEqual([
      { reason: "closed", fromMs: 0, toMs: 5000 },
    ]);
  });

  test("batches and gaps make up the whole clock, in order and without overlap", () => {
    const step = fc.record({
      restMs: fc.integer({ min: 0, max: 5000 }),
      batchMs: fc.integer({ min: 1, max: 3000 }),
      notes: fc.array(fc.tuple(fc.constantFrom(...missReasons), fc.integer({ min: 0, max: 4000 }))),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let [it, atMs, busyMs, smallMs] = [noCoverage, 0, 0, 0];
        for (const { restMs, batchMs, notes } of steps) {
          for (const [reason, ms] of notes.sort(([, a], [, b]) => a - b))
            it = noteReason(it, atMs + ms, reason);
          if (restMs < 1000) smallMs += restMs;
          it = cover(it, atMs + restMs, atMs + restMs + batchMs);
          atMs += restMs + batchMs;
          busyMs += batchMs;
        }
        expect(it.coveredMs).toBe(atMs);
        expect(it.gaps.length).toBeLessThanOrEqual(maxGaps);
        const ordered = it.gaps.every(
          (gap, i) => gap.fromMs < gap.toMs && gap.fromMs >= (it.gaps[i - 1]?.toMs ?? 0),
        );
        expect(ordered).toBe(true);
        const missedMs = it.gaps.reduce((sum, { fromMs, toMs }: Gap) => sum + toMs - fromMs, 0);
        if (it.gaps.length < maxGaps) expect(missedMs + smallMs + busyMs).toBe(atMs);
      }),
    );
  });
});
