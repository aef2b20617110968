import { describe, expect, test } from "vitest";
import { clockContract, randomContract } from "../host/contracts/index.ts";
import { machineClock, machineRandom } from "./index.ts";

// In Deno and in a browser's worker the apps' tests of their ports run the same cases.

describe("the machine's clock", () => {
  test.each(clockContract(() => machineClock))("[HO13] $name", ({ run }) => run());
});

describe("the machine's random bytes", () => {
  test.each(randomContract(() => machineRandom))("[HO13] $name", ({ run }) => run());

  test("[HO13] more than Web Crypto gives at once", () => {
    const tail = machineRandom.bytes(3 * 65_536 + 64).subarray(-64);
    expect(tail.some((byte) => byte !== 0)).toBe(true);
  });
});
