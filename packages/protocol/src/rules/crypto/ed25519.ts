import { ed25519 } from "@noble/curves/ed25519.js";

/** Checks a signature. A faster one may replace it only for what it accepts. */
export type VerifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => boolean;

/**
 * Ed25519 under ZIP-215 alone, on every machine. Never throws.
 *
 * Native verifiers differ from each other and between versions on edge cases; a ledger that asked them
 * would split on an upgrade.
 */
export const verifySignature: VerifySignature = (signature, message, publicKey) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: true });
  } catch {
    return false; // malformed points and lengths are a plain no
  }
};

/** Signs with a 32-byte secret key; 64 bytes. */
export function signMessage(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return ed25519.sign(message, secretKey);
}

/** The public key of a 32-byte secret key; 32 bytes. */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secretKey);
}
