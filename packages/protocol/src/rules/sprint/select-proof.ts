import type { SprintParams } from "../params/index.ts";
import { levelFloor, maxLevel } from "./proof.ts";
import { fitsEncoding } from "./proof-codec.ts";

/** A nonce that passed, and how deep it lies (SP22). */
export interface Find {
  readonly nonce: bigint;
  readonly level: number;
}

/**
 * The list a Host commits to: the lowest level at which what it found fits into one proof.
 *
 * Nonces that still do not fit are left out from the end, which a Host meets only if it tries nonces far apart.
 * Undefined when nothing was found.
 *
 * @param finds - any order, no duplicates
 * @see spec/sprint.md SP27
 */
export function selectProof(
  finds: readonly Find[],
  params: SprintParams,
): { level: number; nonces: bigint[] } | undefined {
  if (finds.length === 0) return undefined;
  for (let level = 0; level <= maxLevel; level++) {
    const nonces = noncesAt(finds, level);
    if (level > 0 && nonces.length < levelFloor(params)) break;
    if (nonces.length <= params.maxNonces && fitsEncoding(nonces)) return { level, nonces };
  }
  return longestThatFits(finds, params);
}

function noncesAt(finds: readonly Find[], level: number): bigint[] {
  const kept = finds.filter((find) => find.level >= level).map((find) => find.nonce);
  return kept.sort((a, b) => (a < b ? -1 : 1));
}

function longestThatFits(
  finds: readonly Find[],
  params: SprintParams,
): { level: number; nonces: bigint[] } {
  const nonces = noncesAt(finds, 0).slice(0, params.maxNonces);
  while (nonces.length > 1 && !fitsEncoding(nonces)) nonces.pop();
  return { level: 0, nonces };
}
