import { bytesToHex, type VerifySignature } from "@stadion/protocol/crypto";

/**
 * A verifier that remembers signatures it found good.
 *
 * A transaction is judged when it comes, when its block is proposed and when the block runs; the signature is the
 * costly part, and what was good stays good.
 */
export function rememberSignatures(verify: VerifySignature, limit: number): VerifySignature {
  const good = new Set<string>();
  return (signature, message, publicKey) => {
    const name = [signature, message, publicKey].map((bytes) => bytesToHex(bytes)).join(" ");
    if (good.has(name)) return true;
    if (!verify(signature, message, publicKey)) return false;
    if (good.size >= limit) good.clear(); // rare, and costs one block's worth of checks
    good.add(name);
    return true;
  };
}
