import {
  auditRank,
  type SprintEntry,
  type SprintStatus,
  type WeightTable,
} from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";

/** Whether a verdict may still be given (LD19). */
export function isUnjudged(status: SprintStatus | undefined): boolean {
  return status === "revealed" || status === "cannot-check";
}

/**
 * The Hosts whose revealed proofs are unjudged, in the order in which a referee judges them.
 *
 * @param weights - in force before this Sprint is settled
 * @param secondValue - R'
 * @see spec/ledger.md LD24
 */
export function auditQueue(
  entries: readonly SprintEntry[],
  weights: WeightTable["entries"],
  secondValue: Uint8Array,
): readonly Uint8Array[] {
  const before = new Map(weights.map(({ host, weight }) => [bytesToHex(host), weight]));
  const places = entries
    .filter(({ status }) => isUnjudged(status))
    .map(({ host }) => ({
      host,
      weight: before.get(bytesToHex(host)) ?? 0n,
      rank: bytesToHex(auditRank(secondValue, host)),
    }));
  return places
    .toSorted((a, b) => {
      if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
      return a.rank < b.rank ? -1 : 1;
    })
    .map(({ host }) => host);
}
