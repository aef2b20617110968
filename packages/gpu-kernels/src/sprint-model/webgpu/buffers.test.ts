import { presetNames, presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { batchBytes, largestBatch, maxBindingBytes } from "./buffers.ts";

test.each(presetNames)("[GK4] the largest batch of %s stays within the default limits", (name) => {
  const params = presets[name].sprint;
  const batch = largestBatch(params, Number.MAX_SAFE_INTEGER);
  expect(Math.max(...Object.values(batchBytes(params, batch)))).toBeLessThanOrEqual(
    maxBindingBytes,
  );
  // Eight more would not: the bound is no tighter than it must be, to within a tile.
  const more = Math.max(...Object.values(batchBytes(params, batch + 8)));
  expect(more).toBeGreaterThan(maxBindingBytes);
});

test("[GK4] a smaller batch is taken as asked, and one nonce always fits", () => {
  expect(largestBatch(presets.mainnet.sprint, 64)).toBe(64);
  expect(largestBatch(presets.mainnet.sprint, 1)).toBe(1);
});
