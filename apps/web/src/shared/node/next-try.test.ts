import { expect, test } from "vitest";
import { nextTryWords, pauseAfter } from "./next-try.ts";

test("a node that stays silent is asked ever less often, and every half minute in the end", () => {
  expect([1, 2, 3, 5, 6, 2000].map(pauseAfter)).toEqual([1000, 2000, 4000, 16_000, 30_000, 30_000]);
});

test("half a second before the next try there is no number to read", () => {
  expect(nextTryWords(501)).toBe("Trying again in 1 s.");
  expect(nextTryWords(500)).toBe("Trying again.");
  expect(nextTryWords(-3)).toBe("Trying again.");
});
