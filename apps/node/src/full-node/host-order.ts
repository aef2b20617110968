import { auditRank, type WeightTable } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";

/**
 * Hosts in the order in which a founder works for them: weight in force first, then by a hash nobody chose (LD24, LD27).
 *
 * @param weights - in force
 * @param seed - 32 bytes that ranks those of the same weight
 */
export function inOrderOfWeight<T extends { readonly host: Uint8Array }>(
  entries: readonly T[],
  weights: WeightTable["entries"],
  seed: Uint8Array,
): readonly T[] {
  const inForce = new Map(weights.map(({ host, weight }) => [bytesToHex(host), weight]));
  const places = entries.map((entry) => ({
    entry,
    weight: inForce.get(bytesToHex(entry.host)) ?? 0n,
    rank: bytesToHex(auditRank(seed, entry.host)),
  }));
  return places
    .toSorted((a, b) => {
      if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
      return a.rank < b.rank ? -1 : 1;
    })
    .map(({ entry }) => entry);
}
