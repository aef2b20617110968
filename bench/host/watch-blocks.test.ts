import { expect, test } from "vitest";
import { intervalsOf } from "./watch-blocks.ts";

/** Thirty intervals of a second, the last few of them half a second longer. */
const times = (late: number) =>
  Array.from({ length: 31 }, (_, i) => 1000 * i + 500 * Math.max(0, i - 30 + late));

test("one late block in thirty is left out of what 95 % stay below, two are not", () => {
  expect(intervalsOf(times(1))).toMatchObject({ p95: 1000, most: 1500 });
  expect(intervalsOf(times(2))).toMatchObject({ p95: 1500, most: 1500 });
});

test("the mean is that of all intervals", () => {
  expect(intervalsOf(times(3)).mean).toBe(1050);
});

test("a single block has no interval", () => {
  expect(() => intervalsOf([5])).toThrow(/two blocks/);
});
