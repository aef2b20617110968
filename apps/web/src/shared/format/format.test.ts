import { describe, expect, test } from "vitest";
import {
  formatClock,
  formatCountOf,
  formatDuration,
  formatListed,
  formatPercent,
  formatRate,
  shortHex,
  weightShare,
} from "./index.ts";

describe("formatClock", () => {
  test.each([
    [-5, "0:00"],
    [0, "0:00"],
    [1, "0:01"],
    [6_900, "0:07"],
    [59_999, "1:00"],
    [750_000, "12:30"],
    [3_599_001, "1:00:00"],
    [3_723_000, "1:02:03"],
  ])("%d ms is %s: it rounds up, so that 0:00 means over", (ms, text) => {
    expect(formatClock(ms)).toBe(text);
  });
});

describe("formatDuration", () => {
  test.each([
    [0, "0 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [150_000, "2 min 30 s"],
    [3_600_000, "1 h"],
    [19_200_000, "5 h 20 min"],
    [86_400_000, "1 d"],
    [273_600_000, "3 d 4 h"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("numbers", () => {
  test("a count agrees with its noun, past 2^53 too", () => {
    expect(formatCountOf(1, "nonce")).toBe("1 nonce");
    expect(formatCountOf(0, "nonce")).toBe("0 nonces");
    expect(formatCountOf(2n ** 60n, "nonce")).toBe("1,152,921,504,606,846,976 nonces");
  });

  test("a rate keeps three figures below a thousand", () => {
    expect(formatRate(8.4132)).toBe("8.41 nonces/s");
    expect(formatRate(1240.4)).toBe("1,240 nonces/s");
  });

  test("a share is a percentage with at most one decimal", () => {
    expect(formatPercent(1 / 16)).toBe("6.3 %");
    expect(formatPercent(1)).toBe("100 %");
  });

  test("[SP24] a list at a level shows what each nonce of it counts", () => {
    expect(formatListed({ count: 524, level: 2 })).toBe("524 × 4");
    expect(formatListed({ count: 1524, level: 0 })).toBe("1,524");
  });

  test("short names stay whole", () => {
    expect(shortHex("0123456789a")).toBe("0123456789a");
    expect(shortHex("0123456789ab")).toBe("012345…89ab");
  });
});

test("a share of the weight is exact beyond what a number holds", () => {
  expect(weightShare(2n ** 80n, 2n ** 82n)).toBe(0.25);
  expect(weightShare(0n, 0n)).toBe(0);
});
