// What does a Host gain by picking the level of its proof after the fact? (HE8)

import type { SprintParams } from "@stadion/protocol/params";
import {
  checkProofShape,
  deriveLevel,
  type Find,
  fitsEncoding,
  maxLevel,
  proofWeight,
  selectProof,
} from "@stadion/protocol/sprint";
import { atLeast, atMost, type HealthRow, within } from "./row.ts";
import { seedOf } from "./seeds.ts";

/** Whether the network takes a list at a level. */
export type AllowList = (nonces: readonly bigint[], level: number) => boolean;

const byRule =
  (params: SprintParams): AllowList =>
  (nonces, level) =>
    checkProofShape({ nonces, level }, params) === undefined && fitsEncoding(nonces);

/** Only the size is bounded: what the floor of SP23 forbids is allowed. */
const withoutFloor =
  (params: SprintParams): AllowList =>
  (nonces) =>
    nonces.length > 0 && nonces.length <= params.maxNonces;

/** The most weight that any allowed level gives; lists too long are cut. */
function bestWeight(finds: readonly Find[], params: SprintParams, allows: AllowList): bigint {
  let best = 0n;
  for (let level = 0; level <= maxLevel; level++) {
    const at = finds.filter((find) => find.level >= level);
    if (at.length === 0) break;
    const nonces = at.slice(0, params.maxNonces).map((find) => find.nonce);
    const weight = proofWeight(nonces.length, level);
    if (weight > best && allows(nonces, level)) best = weight;
  }
  return best;
}

/** One Sprint of a Host that found so many nonces: levels from the real hash, gaps of one in 900. */
function drawFinds(count: number, trial: number): Find[] {
  const digest = seedOf("levels", trial);
  return Array.from({ length: count }, (_, i) => ({
    nonce: BigInt(900 * i),
    level: deriveLevel(seedOf("finds", i), digest),
  }));
}

/** Mean weights over trials, as shares of what was found. */
export function levelGains(
  count: number,
  trials: number,
  params: SprintParams,
): { honest: number; best: number; withoutFloor: number } {
  let [honest, best, free] = [0n, 0n, 0n];
  for (let trial = 0; trial < trials; trial++) {
    const finds = drawFinds(count, trial);
    const chosen = selectProof(finds, params);
    if (chosen) honest += proofWeight(chosen.nonces.length, chosen.level);
    best += bestWeight(finds, params, byRule(params));
    free += bestWeight(finds, params, withoutFloor(params));
  }
  const share = (sum: bigint) => Number(sum) / (trials * count);
  return { honest: share(honest), best: share(best), withoutFloor: share(free) };
}

export function levelRows(counts: readonly number[], trials: number, params: SprintParams) {
  const gains = counts.map((count) => levelGains(count, trials, params));
  const worst = Math.max(...gains.map(({ best }) => 100 * (best - 1)));
  const free = Math.max(...gains.map((gain) => gain.withoutFloor));
  // The weight of an honest Host above level 0 is an estimate: right on average.
  const farthest = gains.map(({ honest }) => honest).sort((a, b) => off(b) - off(a))[0] as number;
  const cases = `${counts.length} sizes of Host x ${trials} Sprints`;
  const rows: HealthRow[] = [
    within("HE8", `honest weight over found, farthest of ${cases}`, farthest, [0.99, 1.01]),
    atMost("HE8", "gain of the best level after the fact, worst size", worst, 2, "%"),
    atLeast("HE8", "  … were there no floor: weight over found", free, 2),
  ];
  return rows;
}

const off = (share: number) => Math.abs(share - 1);
