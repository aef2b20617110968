import type { SprintParams } from "@stadion/protocol/params";
import {
  checkProofShape,
  explainShape,
  proofWeight,
  type SprintProof,
} from "@stadion/protocol/sprint";
import type { SprintBackend } from "./backend.ts";

export type ProofVerdict =
  | { readonly ok: true; readonly weight: bigint }
  | {
      readonly ok: false;
      /** The nonce that fails; absent when the list itself is wrong. */
      readonly nonce?: bigint;
      readonly message: string;
    };

export interface VerifyOptions {
  /** Called after each batch. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: { throwIfAborted(): void };
}

/**
 * Re-runs every nonce of a proof and says whether all pass, or which one fails first and why.
 *
 * @see spec/sprint.md SP24
 */
export async function verifyProof(
  backend: SprintBackend,
  proof: SprintProof,
  params: SprintParams,
  { onProgress, signal }: VerifyOptions = {},
): Promise<ProofVerdict> {
  const fault = checkProofShape(proof, params);
  if (fault) return { ok: false, message: explainShape(fault) };
  const { sprintSeed, hostKey, level, nonces } = proof;
  const job = { params, sprintSeed, hostKey };
  for (let from = 0; from < nonces.length; from += backend.info.batch) {
    signal?.throwIfAborted();
    const batch = nonces.slice(from, from + backend.info.batch);
    for (const result of await backend.evaluate(job, batch)) {
      const { nonce } = result;
      if (!result.appropriate)
        return {
          ok: false,
          nonce,
          message: `nonce ${nonce} does not pass: its output is too far from the target`,
        };
      if (result.level < level)
        return {
          ok: false,
          nonce,
          message: `nonce ${nonce} is at level ${result.level}, the proof says ${level}`,
        };
    }
    onProgress?.(Math.min(from + batch.length, nonces.length), nonces.length);
  }
  return { ok: true, weight: proofWeight(nonces.length, level) };
}
