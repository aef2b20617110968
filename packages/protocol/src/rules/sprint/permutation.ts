import { hash } from "../crypto/index.ts";
import { keyWords } from "./generator.ts";

/**
 * The eight constants of a nonce's permutation.
 *
 * They depend on the digest of the exact final residual: whoever approximated has another permutation.
 *
 * @see spec/sprint.md SP19
 */
export function derivePermutationWords(inputSeed: Uint8Array, digest: Uint8Array): Uint32Array {
  return keyWords(hash("permutation", inputSeed, digest));
}

/**
 * Where entry `i` of the permuted vector comes from.
 *
 * @param vocab - a power of two, at most 2^16
 * @see spec/sprint.md SP19
 */
export function permute(words: Uint32Array, i: number, vocab: number): number {
  const bits = 31 - Math.clz32(vocab);
  const fold = (bits + 1) >> 1;
  let y = i;
  for (let round = 0; round < 8; round += 2) {
    y = (Math.imul(y, (words[round] as number) | 1) + (words[round + 1] as number)) & (vocab - 1);
    y ^= y >> fold;
  }
  return y;
}
