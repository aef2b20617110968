import { expect, test } from "vitest";
import { resultWords, shareWords } from "./history-words.ts";

test.each([
  ["valid", undefined, "valid"],
  ["none", undefined, "nothing committed"],
  [
    "missed",
    "No block took the proof in the reveal window",
    "not revealed: no block took the proof in the reveal window",
  ],
] as const)("a Sprint that is %s because of %s", (status, reason, words) => {
  expect(resultWords({ status, reason })).toBe(words);
});

test("a share is one of all weight after the Sprint, if that is known", () => {
  expect(shareWords({ weight: 1n, total: 4n })).toBe("25 %");
  expect(shareWords({ weight: 0n, total: 0n })).toBe("–");
});
