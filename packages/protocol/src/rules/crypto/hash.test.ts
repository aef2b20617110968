import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, type HashTag, hash, hexToBytes } from "./index.ts";

const { cases } = readVectors<{ tag: HashTag; parts: string[]; hash: string }>("sprint/hash");

test.each(cases)("[SP1] $name", ({ tag, parts, hash: expected }) => {
  expect(bytesToHex(hash(tag, ...parts.map(hexToBytes)))).toBe(expected);
});

test("[SP1] a tag and the parts behind it cannot be shifted into each other", () => {
  const byte = Uint8Array.of(0x61);
  expect(hash("ab", byte)).not.toEqual(hash("a", Uint8Array.of(0x62), byte));
});
