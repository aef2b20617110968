import type { SprintParams } from "../params/index.ts";

/** A Host's list of nonces for one Sprint (SP23). */
export interface SprintProof {
  /** 32 bytes (SP6). */
  readonly sprintSeed: Uint8Array;
  /** The Host's Ed25519 public key, 32 bytes. */
  readonly hostKey: Uint8Array;
  /** Each nonce stands for 2^level found (SP22). */
  readonly level: number;
  /** Strictly ascending u64 values. */
  readonly nonces: readonly bigint[];
}

export const maxLevel = 40;

export type ProofShapeFault =
  | "no-nonces"
  | "too-many-nonces"
  | "level-too-high"
  | "too-few-for-level"
  | "nonces-not-ascending";

/** Least count that a proof of a level above 0 may have (SP23). */
export function levelFloor(params: SprintParams): number {
  return Math.ceil((3 * params.maxNonces) / 8);
}

/**
 * What is wrong with the list as a list, or nothing. Runs no nonce.
 *
 * @see spec/sprint.md SP23
 */
export function checkProofShape(
  { level, nonces }: Pick<SprintProof, "level" | "nonces">,
  params: SprintParams,
): ProofShapeFault | undefined {
  if (nonces.length === 0) return "no-nonces";
  if (nonces.length > params.maxNonces) return "too-many-nonces";
  if (level > maxLevel) return "level-too-high";
  if (level > 0 && nonces.length < levelFloor(params)) return "too-few-for-level";
  if (!isAscending(nonces)) return "nonces-not-ascending";
  return undefined;
}

/** Strictly: an equal neighbour is a duplicate and makes it false. */
export function isAscending(nonces: readonly bigint[]): boolean {
  return nonces.every((nonce, i) => i === 0 || (nonces[i - 1] as bigint) < nonce);
}

/**
 * Weight of a valid proof.
 *
 * @see spec/sprint.md SP24
 */
export function proofWeight(count: number, level: number): bigint {
  return BigInt(count) << BigInt(level);
}
