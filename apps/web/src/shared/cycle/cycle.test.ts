import { presetNames, presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { lapPosition, layPhases, msToNextSprint, trackPath, trackPoint } from "./index.ts";

const geometry = { width: 640, height: 280, inset: 30 };

describe("the track", () => {
  test("the start line is in the middle of the lower straight, and a lap ends on it", () => {
    expect(trackPoint(geometry, 0)).toEqual({ x: 320, y: 250 });
    const end = trackPoint(geometry, 1 - 1e-9);
    expect(end.x).toBeCloseTo(320, 3);
    expect(end.y).toBeCloseTo(250, 3);
  });

  test("half a lap is the middle of the upper straight", () => {
    const half = trackPoint(geometry, 0.5);
    expect(half.x).toBeCloseTo(320, 6);
    expect(half.y).toBeCloseTo(30, 6);
  });

  test("one runs to the right from the start line, counter-clockwise", () => {
    expect(trackPoint(geometry, 0.25).x).toBeCloseTo(610, 6);
    expect(trackPoint(geometry, 0.75).x).toBeCloseTo(30, 6);
  });

  test("equal shares are equal ways: no jump between straight and curve", () => {
    for (let i = 0; i < 1000; i++) {
      const a = trackPoint(geometry, i / 1000);
      const b = trackPoint(geometry, (i + 1) / 1000);
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(1.5);
    }
  });

  test("the path begins and ends on the start line", () => {
    const path = trackPath(geometry);
    expect(path.startsWith("M320 250")).toBe(true);
    expect(path.endsWith("H320")).toBe(true);
  });
});

describe("phases on the track", () => {
  test.each(presetNames)("%s: the lap is whole, and no phase is too short to see", (name) => {
    const spans = layPhases(presets[name].cycle);
    expect(spans[0]?.from).toBe(0);
    expect(spans.at(-1)?.to).toBeCloseTo(1, 9);
    for (const span of spans) expect(span.to - span.from).toBeGreaterThan(0.059);
  });

  test("a share beyond the phase stays at its end", () => {
    const spans = layPhases(presets.test.cycle);
    expect(lapPosition(spans, "sprint", 2)).toBe(spans[0]?.to);
    expect(lapPosition(spans, "sprint", -1)).toBe(0);
  });
});

describe("time to the next Sprint", () => {
  const { cycle } = presets.test; // 60 blocks of 500 ms; deal 4, open 2 at most

  test("during a Sprint it is now", () => {
    const at = { phase: "sprint", cycleStartHeight: 0, height: 9 } as const;
    expect(msToNextSprint(cycle, at)).toBe(0);
  });

  test("the gun is the first block after deal: in deal of this cycle, in work of the next one", () => {
    const deal = { phase: "deal", cycleStartHeight: 61, height: 61 } as const;
    expect(msToNextSprint(cycle, deal)).toBe((65 - 61) * 500);
    const open = { ...deal, phase: "open", height: 64 } as const;
    expect(msToNextSprint(cycle, open)).toBe(500);
    const work = { phase: "work", cycleStartHeight: 61, height: 100 } as const;
    expect(msToNextSprint(cycle, work)).toBe((125 - 100) * 500);
  });

  test.each(presetNames)("%s: the longest open phase is not waited for", (name) => {
    const { cycle } = presets[name];
    const height = cycle.dealBlocks; // the last of deal, in a cycle that began at 1
    expect(msToNextSprint(cycle, { phase: "open", cycleStartHeight: 1, height })).toBe(
      cycle.blockMs,
    );
  });

  test("a gun that is late does not count below zero", () => {
    const open = { phase: "open", cycleStartHeight: 0, height: 8 } as const;
    expect(msToNextSprint(cycle, open)).toBe(0);
  });
});
