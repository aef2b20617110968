import type { BenchmarkRecord } from "@stadion/protocol/host";
import { expect, test } from "vitest";
import { lastOf, predictionWords } from "./benchmark-words.ts";

const record: BenchmarkRecord = {
  preset: "local",
  timeMs: 0,
  compute: { kind: "wasm", adapter: "1 thread", variant: "i16" },
  noncesPerSecond: 20,
  spread: 0,
  batches: 10,
  tried: 100,
  found: 2,
  measuredMs: 5000,
};

test("[HO24] a prediction is a range, and a share of what others have and it adds", () => {
  // 26 s at 20 nonces a second, one in 64 passes: 8.1 are expected, 19 in 20 times 2.6 to 13.7.
  const words = predictionWords(record, {
    weight: { own: 5n, total: 45n, cycle: 1n, height: 9n },
    throttle: 1,
  });
  expect(words).toEqual({ weight: "3 to 14", share: "6.1 % to 25.5 %" });
});

test("[HO24] where all weight is one's own, the share is one number", () => {
  const words = predictionWords(
    { ...record, noncesPerSecond: 2000 },
    { weight: { own: 45n, total: 45n, cycle: 1n, height: 9n }, throttle: 1 },
  );
  expect(words.share).toBe("100 %");
});

test("a rate on other params says nothing", () => {
  const other = { ...record, preset: "test" } as const;
  expect(lastOf([record, other], "local")).toBe(record);
  expect(lastOf([record, other], "mainnet")).toBeUndefined();
  expect(lastOf(undefined, "local")).toBeUndefined();
});
