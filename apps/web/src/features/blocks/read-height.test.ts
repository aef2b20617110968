import { expect, test } from "vitest";
import { readHeight } from "./read-height.ts";

test.each([
  ["1", 1n],
  ["1,234", 1234n],
  [" 12 345 ", 12_345n],
  ["9223372036854775807", 2n ** 63n - 1n],
])("%s is a height", (text, height) => {
  expect(readHeight(text)).toEqual({ ok: true, height });
});

test.each([
  ["", "nothing"],
  ["0", "“0”"],
  ["-4", "“-4”"],
  ["1.5", "“1.5”"],
  ["0x10", "“0x10”"],
  ["9223372036854775808", "“9223372036854775808”"],
  ["12345678901234567890", "“12345678901234567890”"],
])("%s is none, and it says what was found", (text, found) => {
  const read = readHeight(text);
  expect(!read.ok && read.message).toBe(`Expected a height such as 1,234, found ${found}`);
});
