import { type HashTag, hash, u32le } from "@stadion/protocol/crypto";

/** A seed of 32 bytes for one use in a measurement: fixed, so that every run measures the same. */
export function seedOf(use: HashTag, index = 0): Uint8Array {
  return hash(`health-${use}` as HashTag, u32le(index));
}
