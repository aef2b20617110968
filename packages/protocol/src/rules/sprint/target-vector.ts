import { generateBlock, generatedValue, keyWords } from "./generator.ts";

/**
 * The goal of a Sprint: V values in [-63, 63] whose sum is zero.
 *
 * @param vocab - V, a power of two >= 128
 * @see spec/sprint.md SP20
 */
export function deriveTargetVector(targetSeed: Uint8Array, vocab: number): Int8Array {
  const key = keyWords(targetSeed);
  const half = vocab / 2;
  const target = new Int8Array(vocab);
  for (let i = 0; i < half; i += 64) {
    const block = generateBlock(key, 0, i / 64);
    for (let byte = 0; byte < 64; byte++) {
      const value = generatedValue(block, byte);
      target[i + byte] = value;
      target[half + i + byte] = -value;
    }
  }
  return target;
}

/** Sum of squares of an int8 vector; exact below 2^53. */
export function squaredNorm(vector: Int8Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}
