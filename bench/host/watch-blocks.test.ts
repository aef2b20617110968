import { expect, test } from "vitest";
import { intervalsOf } from "./watch-blocks.ts";

test("one late block in twenty is left out of what 95 % stay below, two are not", () => {
  const times = (late: number) =>
    Array.from({ length: 21 }, (_, i) => 1000 * i + (i > 20 - late ? 500 * (i - 20 + late) : 0));
  expect(intervalsOf(times(1))).toEqual({ mean: 1025, p95: 1000, most: 1500 });
  expect(intervalsOf(times(2))).toEqual({ mean: 1050, p95: 1500, most: 1500 });
});

test("a single block has no interval", () => {
  expect(() => intervalsOf([5])).toThrow(/two blocks/);
});
