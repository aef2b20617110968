import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import {
  deriveInputSeed,
  deriveModelKey,
  deriveNodeSeed,
  deriveSprintSeed,
  deriveTargetSeed,
} from "./index.ts";

interface Row {
  r: string;
  hostKey: string;
  nonce: string;
  sprintSeed: string;
  nodeSeed: string;
  inputSeed: string;
  modelKey: string;
  targetSeed: string;
}
const { cases } = readVectors<Row>("sprint/seeds");

test.each(cases)("[SP6] $name", (row) => {
  const sprintSeed = deriveSprintSeed(hexToBytes(row.r));
  const nodeSeed = deriveNodeSeed(hexToBytes(row.hostKey));
  expect(bytesToHex(sprintSeed)).toBe(row.sprintSeed);
  expect(bytesToHex(nodeSeed)).toBe(row.nodeSeed);
  expect(bytesToHex(deriveInputSeed(sprintSeed, nodeSeed, BigInt(row.nonce)))).toBe(row.inputSeed);
  expect(bytesToHex(deriveModelKey(sprintSeed))).toBe(row.modelKey);
  expect(bytesToHex(deriveTargetSeed(sprintSeed))).toBe(row.targetSeed);
});

test("[SP6] a nonce outside u64, and a seed of another length, are wrong calls", () => {
  const seed = new Uint8Array(32);
  expect(() => deriveInputSeed(seed, seed, 2n ** 64n)).toThrow("not a u64");
  expect(() => deriveInputSeed(seed, seed, -1n)).toThrow("not a u64");
  expect(() => deriveSprintSeed(new Uint8Array(31))).toThrow("beacon value has 31 bytes, not 32");
});
