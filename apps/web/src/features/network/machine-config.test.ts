import { expect, test } from "vitest";
import { computeConfig } from "./machine-config.ts";
import { weightShare } from "./weight-share.ts";

test.each([
  ["all", 8, undefined],
  ["half", 8, 4],
  ["half", 3, 1],
  ["half", 1, 1],
  ["one", 8, 1],
] as const)("%s of %i cores", (cores, machineCores, threads) => {
  expect(computeConfig({ choice: "auto", cores }, machineCores).threads).toBe(threads);
});

test("a share of the weight is exact beyond what a number holds", () => {
  expect(weightShare(2n ** 80n, 2n ** 82n)).toBe(0.25);
  expect(weightShare(0n, 0n)).toBe(0);
});
