import { hash, u64le } from "../crypto/index.ts";

/**
 * The Sprint's seed from the beacon's value; both 32 bytes.
 *
 * @see spec/sprint.md SP6
 */
export function deriveSprintSeed(beaconValue: Uint8Array): Uint8Array {
  return hash("sprint", bytes32(beaconValue, "beacon value"));
}

/** A Host's seed from its Ed25519 public key (SP6). */
export function deriveNodeSeed(hostKey: Uint8Array): Uint8Array {
  return hash("node", bytes32(hostKey, "host key"));
}

/** The seed of one try. `nonce` in 0..2^64-1 (SP6). */
export function deriveInputSeed(
  sprintSeed: Uint8Array,
  nodeSeed: Uint8Array,
  nonce: bigint,
): Uint8Array {
  return hash("input", bytes32(sprintSeed, "sprint seed"), nodeSeed, u64le(nonce));
}

/** Key of the model's weights, the same for all Hosts (SP6). */
export function deriveModelKey(sprintSeed: Uint8Array): Uint8Array {
  return hash("model", bytes32(sprintSeed, "sprint seed"));
}

/** Key of the target vector, the same for all Hosts (SP6). */
export function deriveTargetSeed(sprintSeed: Uint8Array): Uint8Array {
  return hash("target", bytes32(sprintSeed, "sprint seed"));
}

function bytes32(bytes: Uint8Array, what: string): Uint8Array {
  if (bytes.length !== 32) throw new RangeError(`${what} has ${bytes.length} bytes, not 32`);
  return bytes;
}
