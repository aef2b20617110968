import type { SprintEntry, SprintStatus, WeightTable } from "@stadion/protocol/chain";
import { inOrderOfWeight } from "./host-order.ts";

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
  const unjudged = entries.filter(({ status }) => isUnjudged(status));
  return inOrderOfWeight(unjudged, weights, secondValue).map(({ host }) => host);
}
