import { expect, test } from "vitest";
import {
  chiSquareZ,
  correlation,
  dispersion,
  meanAbsoluteCosine,
  randomCosine,
  toUnit,
  uniformityZ,
} from "./statistics.ts";

// Expected values worked by hand, or from tables of the chi-square distribution.

test("[HE6] correlation: 1 for a line, -1 for a falling one, 0 for a constant", () => {
  expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3], [5, 3, 1])).toBeCloseTo(-1, 12);
  expect(correlation([1, 2, 3], [7, 7, 7])).toBe(0);
  expect(correlation([1, 2, 3, 4], [1, -1, -1, 1])).toBeCloseTo(0, 12);
  expect(() => correlation([1], [1, 2])).toThrow(RangeError);
});

test("[HE5] a chi-square value at its 95 % point is 1.645 standard deviations", () => {
  expect(chiSquareZ(82.529, 63)).toBeCloseTo(1.645, 2);
  expect(chiSquareZ(124.342, 100)).toBeCloseTo(1.645, 2);
  expect(chiSquareZ(99.334, 100)).toBeCloseTo(0, 2);
});

test("[HE5] counts all alike are too even, one bin too full is too uneven", () => {
  expect(uniformityZ(Array(64).fill(1000))).toBeLessThan(-4);
  expect(uniformityZ([1250, ...Array(63).fill(1000)])).toBeLessThan(4);
  expect(uniformityZ([1500, ...Array(63).fill(1000)])).toBeGreaterThan(4);
});

test("[HE3] dispersion is variance over the binomial one", () => {
  // Mean 10 of 20 tries: binomial variance 5. Counts 5 and 15: variance 50.
  expect(dispersion([5, 15], 20)).toBeCloseTo(10, 12);
  expect(dispersion([10, 10, 10], 20)).toBe(0);
});

test("[HE2] cosines ignore the mean and the length", () => {
  const units = [toUnit([1, 2, 3]), toUnit([12, 14, 16]), toUnit([5, 5, 5])];
  expect(meanAbsoluteCosine(units.slice(0, 2))).toBeCloseTo(1, 12);
  expect(meanAbsoluteCosine(units)).toBeCloseTo(1 / 3, 12);
  expect(randomCosine(8192)).toBeCloseTo(0.008815, 6);
});
