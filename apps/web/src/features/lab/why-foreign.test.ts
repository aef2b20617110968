import { hexToBytes } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { whyForeign } from "./why-foreign.ts";

const seed = "01".repeat(32);
const host = "02".repeat(32);
const other = "03".repeat(32);
const proof = {
  sprintSeed: hexToBytes(seed),
  hostKey: hexToBytes(host),
  level: 0,
  nonces: [1n],
};
const expected = { preset: "test", sprintSeedHex: seed, hostKeyHex: host } as const;

test("a proof for what was expected is not foreign", () => {
  expect(whyForeign(proof, presets.test, expected)).toBeUndefined();
});

test.each([
  ["preset", { preset: "local" }, "made under preset test, expected local"],
  ["Sprint", { sprintSeedHex: other }, "made for another Sprint"],
  ["Host", { hostKeyHex: other }, "made by another Host"],
] as const)("a proof of another %s is named as such", (_what, change, reason) => {
  expect(whyForeign(proof, presets.test, { ...expected, ...change })).toContain(reason);
});
