import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes, sha256 } from "../crypto/index.ts";
import {
  deriveTargetVector,
  generateBlock,
  generatedValue,
  keyWords,
  squaredNorm,
} from "./index.ts";

interface Block {
  key: string;
  tensor: number;
  index: number;
  words: number[];
  values: number[];
}
test.each(readVectors<Block>("sprint/generator").cases)("[SP7] [SP8] $name", (row) => {
  const block = generateBlock(keyWords(hexToBytes(row.key)), row.tensor, row.index);
  expect([...block]).toEqual(row.words);
  expect(Array.from({ length: 64 }, (_, i) => generatedValue(block, i))).toEqual(row.values);
});

interface Target {
  targetSeed: string;
  vocab: number;
  first: number[];
  sha256: string;
  targetSquares: number;
}
test.each(readVectors<Target>("sprint/target").cases)("[SP20] $name", (row) => {
  const target = deriveTargetVector(hexToBytes(row.targetSeed), row.vocab);
  expect([...target.subarray(0, row.first.length)]).toEqual(row.first);
  expect(bytesToHex(sha256(new Uint8Array(target.buffer)))).toBe(row.sha256);
  expect(squaredNorm(target)).toBe(row.targetSquares);
  expect(target.reduce((sum, value) => sum + value, 0)).toBe(0);
});
