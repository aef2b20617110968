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
  // As it lies in memory: an engine for WebAssembly on a machine of the other byte order does not exist.
  return sha256(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
}

/** A nonce with its seed: microseconds to derive, and needed more than once. */
export interface Try {
  readonly nonce: bigint;
  readonly inputSeed: Uint8Array;
}

/**
 * From what a model gives to what the protocol asks.
 *
 * @param seeds - of the nonces
 * @param rows - the last positions' residuals, i32 (B, D)
 * @param outputs - the output vectors, int8 (B, V)
 */
export function deriveResults(
  job: SprintJob,
  constants: JobConstants,
  nonces: readonly bigint[],
  seeds: readonly Uint8Array[],
  rows: Int32Array,
  outputs: Int8Array,
): NonceResult[] {
  const { dim, vocab } = job.params;
  return nonces.map((nonce, b) => {
    const tried = { nonce, inputSeed: seeds[b] as Uint8Array };
    const digest = digestRow(rows.subarray(b * dim, (b + 1) * dim));
    const words = derivePermutationWords(tried.inputSeed, digest);
    const output = outputs.subarray(b * vocab, (b + 1) * vocab);
    const score = scoreOutput(output, constants.target, words);
    return deriveScoredResult(job, constants, tried, digest, score);
  });
}

/** The same for a backend that has digest and score already. */
export function deriveScoredResult(
  { params }: SprintJob,
  constants: JobConstants,
  { nonce, inputSeed }: Try,
  digest: Uint8Array,
  score: Score,
): NonceResult {
  const appropriate = isAppropriate(score, constants.targetSquares, params);
  return { nonce, digest, ...score, appropriate, level: deriveLevel(inputSeed, digest) };
}
