import type { SprintParams } from "../params/index.ts";
import { permute } from "./permutation.ts";

/** What the pass test needs of one nonce's output vector (SP21). */
export interface Score {
  /** Target times permuted vector, |dot| < 2^27. */
  readonly dot: number;
  /** Sum of the output vector. */
  readonly sum: number;
  /** Sum of squares of the output vector, < 2^28. */
  readonly sumSquares: number;
}

/**
 * Compares an output vector, permuted, with the target.
 *
 * @param output - V int8 values (SP18)
 * @param target - V int8 values (SP20)
 * @param words - the permutation's constants (SP19)
 */
export function scoreOutput(output: Int8Array, target: Int8Array, words: Uint32Array): Score {
  const vocab = output.length;
  if (target.length !== vocab)
    throw new RangeError(`output has ${vocab} coordinates, target has ${target.length}`);
  let dot = 0;
  let sum = 0;
  let sumSquares = 0;
  for (let i = 0; i < vocab; i++) {
    const value = output[i] as number;
    sum += value;
    sumSquares += value * value;
    dot += (target[i] as number) * (output[permute(words, i, vocab)] as number);
  }
  return { dot, sum, sumSquares };
}

/**
 * Whether the permuted output lies near enough to the target.
 *
 * Exact: a comparison of integers of any size, so no two checkers can differ.
 *
 * @see spec/sprint.md SP21
 */
export function isAppropriate(
  { dot, sum, sumSquares }: Score,
  targetSquares: number,
  params: SprintParams,
): boolean {
  if (dot <= 0) return false;
  const vocab = BigInt(params.vocab);
  const spread = vocab * BigInt(sumSquares) - BigInt(sum) ** 2n;
  const left = (BigInt(dot) ** 2n * vocab) << 32n;
  return left >= BigInt(params.thresholdSquared) * spread * BigInt(targetSquares);
}
