import { describe, expect, test } from "vitest";
import { formatAge, formatMoment } from "./index.ts";

describe("formatAge", () => {
  test.each([
    [-4000, "now"],
    [1499, "now"],
    [1500, "1 s ago"],
    [59_999, "59 s ago"],
    [60_000, "1 min ago"],
    [3_599_999, "59 min ago"],
    [3_600_000, "1 h ago"],
    [86_399_999, "23 h ago"],
    [200_000_000, "2 d ago"],
  ])("%d ms is %s: it rounds down, and a clock that runs ahead says now", (ms, text) => {
    expect(formatAge(ms)).toBe(text);
  });
});

test("a moment of another day says which", () => {
  const at = new Date(2026, 10, 21, 14, 5, 9).getTime();
  expect(formatMoment(at, at + 3_600_000)).toBe("14:05:09");
  expect(formatMoment(at, at + 90_000_000)).toBe("21 Nov 2026, 14:05:09");
});
