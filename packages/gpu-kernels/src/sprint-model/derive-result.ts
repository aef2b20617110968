import { sha256 } from "@stadion/protocol/crypto";
import {
  deriveInputSeed,
  deriveLevel,
  deriveModelKey,
  deriveNodeSeed,
  derivePermutationWords,
  deriveTargetSeed,
  deriveTargetVector,
  isAppropriate,
  type Score,
  scoreOutput,
  squaredNorm,
} from "@stadion/protocol/sprint";
import type { NonceResult, SprintJob } from "./backend.ts";

/** What follows from a job once for all its nonces. */
export interface JobConstants {
  readonly modelKey: Uint8Array;
  readonly target: Int8Array;
  readonly targetSquares: number;
  /** The seed of one try (SP6). */
  inputSeed(nonce: bigint): Uint8Array;
}

export function deriveJobConstants({ params, sprintSeed, hostKey }: SprintJob): JobConstants {
  const nodeSeed = deriveNodeSeed(hostKey);
  const target = deriveTargetVector(deriveTargetSeed(sprintSeed), params.vocab);
  return {
    modelKey: deriveModelKey(sprintSeed),
    target,
    targetSquares: squaredNorm(target),
    inputSeed: (nonce) => deriveInputSeed(sprintSeed, nodeSeed, nonce),
  };
}

/** SHA-256 of a residual row, i32 little-endian (SP17). */
export function digestRow(row: Int32Array): Uint8Array {
  const bytes = new Uint8Array(row.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of row.entries()) view.setInt32(4 * i, value, true);
  return sha256(bytes);
}

/**
 * From what a model gives to what the protocol asks.
 *
 * @param row - the last position's residual, i32 (D)
 * @param output - the output vector, int8 (V)
 */
export function deriveResult(
  job: SprintJob,
  constants: JobConstants,
  nonce: bigint,
  row: Int32Array,
  output: Int8Array,
): NonceResult {
  const inputSeed = constants.inputSeed(nonce);
  const digest = digestRow(row);
  const words = derivePermutationWords(inputSeed, digest);
  return deriveScoredResult(
    job,
    constants,
    nonce,
    digest,
    scoreOutput(output, constants.target, words),
  );
}

/** The same for a backend that has digest and score already. */
export function deriveScoredResult(
  { params }: SprintJob,
  constants: JobConstants,
  nonce: bigint,
  digest: Uint8Array,
  score: Score,
): NonceResult {
  const appropriate = isAppropriate(score, constants.targetSquares, params);
  const level = deriveLevel(constants.inputSeed(nonce), digest);
  return { nonce, digest, ...score, appropriate, level };
}
