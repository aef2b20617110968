import { concatBytes } from "../crypto/index.ts";

/** A u64, most significant byte first, so that keys sort by number. */
export function u64be(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** Key of a Host's records in one Sprint: paths `sprint` and `proof` (LD23). */
export function sprintKey(cycle: bigint, host: Uint8Array): Uint8Array {
  return concatBytes(u64be(cycle), host);
}

/** Key of one beacon value: path `beacon` (LD23). */
export function beaconKey(cycle: bigint, role: BeaconRole): Uint8Array {
  return concatBytes(u64be(cycle), Uint8Array.of(role));
}

/** Key of one cycle: paths `summary` and `entries` (LD23). */
export function cycleKey(cycle: bigint): Uint8Array {
  return u64be(cycle);
}

/** 0 for R, which starts the Sprint; 1 for R', which draws the samples. */
export type BeaconRole = 0 | 1;
