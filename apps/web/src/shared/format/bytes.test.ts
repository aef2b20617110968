import { expect, test } from "vitest";
import { formatBytes } from "./index.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [4_216_000, "4.22 MB"],
  [3.2e15, "3,200 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
