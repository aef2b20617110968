import { hash, u64le } from "../crypto/index.ts";
import type { BeaconRole } from "./keys.ts";

/** Hash by which the founder binds itself to a secret (LD14). */
export function beaconDealHash(
  chainId: Uint8Array,
  cycle: bigint,
  role: BeaconRole,
  secret: Uint8Array,
): Uint8Array {
  return hash("beacon-deal", chainId, u64le(cycle), Uint8Array.of(role), secret);
}

/** The beacon's value from an opened secret: R for role 0, R' for role 1 (LD14). */
export function deriveBeaconValue(
  chainId: Uint8Array,
  cycle: bigint,
  role: BeaconRole,
  secret: Uint8Array,
): Uint8Array {
  return hash("beacon", chainId, u64le(cycle), Uint8Array.of(role), secret);
}
