import { expect, test } from "vitest";
import { livenessBlocks } from "../rules/chain/index.ts";
import { heartbeatBlocks, isHeartbeatDue } from "./timing.ts";

test.each([
  ["none, and no block to name yet", [], 0n, false],
  ["none", [], 1n, true],
  ["one", [5n], 6n, true],
  ["two, the last 29 blocks old", [5n, 9n], 38n, false],
  ["two, the last 30 blocks old", [5n, 9n], 39n, true],
])("[HO4] heartbeats so far: %s", (_, heartbeats, height, isDue) => {
  expect(isHeartbeatDue({ heartbeats }, height)).toBe(isDue);
});

test("[HO4] two heartbeats, and a lost one between them, fit into the blocks that count", () => {
  expect(3n * heartbeatBlocks).toBeLessThan(livenessBlocks);
});
