import { expect, test } from "vitest";
import { computeConfig } from "./machine-config.ts";

test.each([
  ["all", 8, undefined],
  ["half", 8, 4],
  ["half", 3, 1],
  ["half", 1, 1],
  ["one", 8, 1],
] as const)("%s of %i cores", (cores, machineCores, threads) => {
  expect(computeConfig({ choice: "auto", cores }, machineCores).threads).toBe(threads);
});
