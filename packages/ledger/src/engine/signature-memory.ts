import { bytesToHex, type VerifySignature } from "@stadion/protocol/crypto";

/**
 * A verifier that remembers signatures it found good.
 *
 * A transaction is judged when it comes, when its block is proposed and when the block runs; the signature is the
 * costly part, and what was good stays good. It is looked at last, so only what is taken in is remembered. What is
 * over the limit pushes out the oldest: dropping all at once would cost as many checks as transactions wait.
 */
export function rememberSignatures(verify: VerifySignature, limit: number): VerifySignature {
  const good = new Set<string>();
  return (signature, message, publicKey) => {
    const name = [signature, message, publicKey].map((bytes) => bytesToHex(bytes)).join(" ");
    if (good.has(name)) return true;
    if (!verify(signature, message, publicKey)) return false;
    good.add(name);
    for (const oldest of good) {
      if (good.size <= limit) break;
      good.delete(oldest);
    }
    return true;
  };
}
