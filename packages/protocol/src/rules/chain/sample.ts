import { concatBytes, hash, u32le } from "../crypto/index.ts";
import { sampleDraws } from "./limits.ts";

/**
 * Which nonces of a proof are re-run: ascending indices into its list.
 *
 * @param secondValue - R', opened after the proofs are revealed
 * @param count - nonces in the proof
 * @see spec/ledger.md LD17
 */
export function deriveSample(
  secondValue: Uint8Array,
  hostKey: Uint8Array,
  count: number,
): readonly number[] {
  if (count <= sampleDraws) return Array.from({ length: count }, (_, i) => i);
  const drawn = new Set<number>();
  for (let i = 0; i < sampleDraws; i++) {
    const bytes = hash("sample", secondValue, hostKey, u32le(i));
    const value = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
    drawn.add(Number(value % BigInt(count)));
  }
  return [...drawn].toSorted((a, b) => a - b);
}

/**
 * Where a Host stands among those of the same weight: the lower comes first.
 *
 * @param seed - R' where proofs are judged (LD24), the Sprint's seed where they are revealed (LD27)
 */
export function auditRank(seed: Uint8Array, hostKey: Uint8Array): Uint8Array {
  return hash("audit", seed, hostKey);
}

/**
 * What a referee puts into a verdict to show that it did the work (LD18).
 *
 * @param digests - 32 bytes each, of the sampled nonces in ascending order of nonce
 */
export function verdictDigests(referee: Uint8Array, digests: readonly Uint8Array[]): Uint8Array {
  return hash("verdict", referee, concatBytes(...digests));
}
