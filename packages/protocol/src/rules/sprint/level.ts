import { hash } from "../crypto/index.ts";

/**
 * How deep a nonce lies: leading zero bits of its level hash, 0..256.
 *
 * @see spec/sprint.md SP22
 */
export function deriveLevel(inputSeed: Uint8Array, digest: Uint8Array): number {
  let bits = 0;
  for (const byte of hash("level", inputSeed, digest)) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
