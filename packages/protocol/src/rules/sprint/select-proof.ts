import type { SprintParams } from "../params/index.ts";
import { levelFloor, maxLevel, proofWeight } from "./proof.ts";
import { fitsEncoding } from "./proof-codec.ts";

/** A nonce that passed, and how deep it lies (SP22). */
export interface Find {
  readonly nonce: bigint;
  readonly level: number;
}

interface Selection {
  readonly level: number;
  /** Ascending. */
  readonly nonces: bigint[];
}

/**
 * The list a Host commits to: the lowest level at which what it found fits into one proof.
 *
 * Where no level's list fits, which a Host meets only if it tries nonces far apart, nonces are left out from the end
 * of the list that then weighs most. Undefined when nothing was found.
 *
 * @param finds - any order, no duplicates
 * @see spec/sprint.md SP27
 */
export function selectProof(finds: readonly Find[], params: SprintParams): Selection | undefined {
  let best: Selection | undefined;
  for (let level = 0; level <= maxLevel; level++) {
    const all = noncesAt(finds, level);
    const least = level === 0 ? 1 : levelFloor(params);
    if (all.length < least) break;
    const nonces = longestThatFits(all, params.maxNonces);
    if (nonces.length === all.length) return { level, nonces };
    if (
      nonces.length >= least &&
      (!best || weightOf(nonces, level) > weightOf(best.nonces, best.level))
    )
      best = { level, nonces };
  }
  return best;
}

function weightOf(nonces: readonly bigint[], level: number): bigint {
  return proofWeight(nonces.length, level);
}

function noncesAt(finds: readonly Find[], level: number): bigint[] {
  const kept = finds.filter((find) => find.level >= level).map((find) => find.nonce);
  return kept.sort((a, b) => (a < b ? -1 : 1));
}

/** A longer list is a longer encoding, so the place to cut is found by halving. */
function longestThatFits(nonces: bigint[], maxNonces: number): bigint[] {
  const most = Math.min(nonces.length, maxNonces);
  if (fitsEncoding(nonces.slice(0, most))) return nonces.slice(0, most);
  let fits = 1;
  let tooLong = most;
  while (tooLong - fits > 1) {
    const half = (fits + tooLong) >> 1;
    if (fitsEncoding(nonces.slice(0, half))) fits = half;
    else tooLong = half;
  }
  return nonces.slice(0, fits);
}
