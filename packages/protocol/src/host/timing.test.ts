import { expect, test } from "vitest";
import { livenessBlocks } from "../rules/chain/index.ts";
import { heartbeatBlocks, isHeartbeatDue } from "./timing.ts";

test.each([
  [[], 0n, false], // no block to name yet
  [[], 1n, true],
  [[5n], 6n, true],
  [[5n, 9n], 38n, false],
  [[5n, 9n], 39n, true],
])("[HO4] after heartbeats at %j, at block %d: %s", (heartbeats, height, isDue) => {
  expect(isHeartbeatDue({ heartbeats }, height)).toBe(isDue);
});

test("[HO4] two heartbeats, and a lost one between them, fit into the blocks that count", () => {
  expect(3n * heartbeatBlocks).toBeLessThan(livenessBlocks);
});
