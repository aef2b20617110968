import { concatBytes, sha256 } from "../crypto/index.ts";

const leafPrefix = Uint8Array.of(0);
const innerPrefix = Uint8Array.of(1);

/**
 * The RFC 6962 Merkle root: the left subtree is the largest full one that leaves something to the right.
 *
 * The two prefixes keep an inner node from being passed off as a leaf.
 *
 * @see spec/ledger.md LD3
 */
export function merkleRoot(items: readonly Uint8Array[]): Uint8Array {
  const [only] = items;
  if (only === undefined) return sha256(new Uint8Array());
  if (items.length === 1) return sha256(concatBytes(leafPrefix, only));
  let split = 1;
  while (split * 2 < items.length) split *= 2;
  const left = merkleRoot(items.slice(0, split));
  return sha256(concatBytes(innerPrefix, left, merkleRoot(items.slice(split))));
}
