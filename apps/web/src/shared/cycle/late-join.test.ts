import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { describePart, lateJoin } from "./late-join.ts";

// Of `local`: a Sprint of 30 s with blocks of 1 s, so a Host computes for 26 s.
const { cycle } = presets.local;

test.each([
  [0, true, 1],
  [13_000, true, 0.5],
  [25_999, true, 1 / 26_000],
  [26_000, false, 0],
  [40_000, false, 0],
])("[HO7] %i ms into a Sprint of 30 s there is time: %s", (elapsedMs, inTime, shareLeft) => {
  const late = lateJoin(cycle, elapsedMs);
  expect(late.inTime).toBe(inTime);
  expect(late.shareLeft).toBeCloseTo(shareLeft, 9);
});

test("[HO7] in a short Sprint a Host computes for half of it at least", () => {
  const short = { ...cycle, sprintMs: 5000 };
  expect(lateJoin(short, 2499).inTime).toBe(true);
  expect(lateJoin(short, 2500).inTime).toBe(false);
});

test.each([
  [1, "nearly the whole"],
  [0.5, "about half the"],
  [0.42, "about half the"],
  [0.41, "about a third of the"],
  [0.1, "about a tenth of the"],
  [0.01, "hardly any"],
])("a share of %f is %s", (share, words) => {
  expect(describePart(share)).toBe(words);
});
