import fc from "fast-check";
import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes, sha256 } from "../crypto/index.ts";
import { presets } from "../params/index.ts";
import {
  deriveLevel,
  derivePermutationWords,
  isAppropriate,
  permute,
  type Score,
  scoreOutput,
} from "./index.ts";

interface Permutation {
  inputSeed: string;
  digest: string;
  vocab: number;
  c: number[];
  first: number[];
  sha256: string;
}
test.each(readVectors<Permutation>("sprint/permutation").cases)("[SP19] $name", (row) => {
  const words = derivePermutationWords(hexToBytes(row.inputSeed), hexToBytes(row.digest));
  expect([...words]).toEqual(row.c);
  const order = Uint16Array.from({ length: row.vocab }, (_, i) => permute(words, i, row.vocab));
  expect([...order.subarray(0, row.first.length)]).toEqual(row.first);
  expect(bytesToHex(sha256(new Uint8Array(order.buffer)))).toBe(row.sha256);
});

const anyWords = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((b) => new Uint32Array(b.buffer));

test("[SP19] is a permutation for any constants and any power of two", () => {
  fc.assert(
    fc.property(anyWords, fc.integer({ min: 7, max: 13 }), (words, bits) => {
      const vocab = 1 << bits;
      const seen = new Set(Array.from({ length: vocab }, (_, i) => permute(words, i, vocab)));
      return seen.size === vocab;
    }),
  );
});

type PassRow = Score & {
  targetSquares: number;
  vocab: number;
  thresholdSquared: number;
  appropriate: boolean;
};
test.each(readVectors<PassRow>("sprint/pass-test").cases)("[SP21] $name", (row) => {
  const params = { ...presets.mainnet.sprint, ...row };
  expect(isAppropriate(row, row.targetSquares, params)).toBe(row.appropriate);
});

test("[SP21] the score of an output is that of its permuted copy, and lengths must agree", () => {
  const words = new Uint32Array(8); // y -> y, xor-folded four times
  const output = Int8Array.from({ length: 128 }, (_, i) => (i % 7) - 3);
  const target = Int8Array.from({ length: 128 }, (_, i) =>
    i < 64 ? 2 * i - 63 : 63 - 2 * (i - 64),
  );
  const permuted = output.map((_, i) => output[permute(words, i, 128)] as number);
  const dot = target.reduce((sum, t, i) => sum + t * (permuted[i] as number), 0);
  expect(scoreOutput(output, target, words).dot).toBe(dot);
  expect(() => scoreOutput(output, target.subarray(1), words)).toThrow("target has 127");
});

interface LevelRow {
  inputSeed: string;
  digest: string;
  level: number;
}
test.each(readVectors<LevelRow>("sprint/level").cases)("[SP22] $name", (row) => {
  expect(deriveLevel(hexToBytes(row.inputSeed), hexToBytes(row.digest))).toBe(row.level);
});
