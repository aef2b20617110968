import { bytesToHex, concatBytes, hash, sha256, u32le } from "@stadion/protocol/crypto";
import type { RecordChange } from "./records.ts";

/** Hash of one record under its key, as `appHash` takes it in. */
interface Leaf {
  readonly keyHex: string;
  readonly hash: Uint8Array;
}

/** All leaves of a state by ascending key. */
export type Leaves = readonly Leaf[];

/**
 * The leaves after changes. Each key is changed once at most.
 *
 * Both lists are in order, so one pass merges them: only what a block changed is hashed again.
 */
export function updateLeaves(leaves: Leaves, changes: readonly RecordChange[]): Leaves {
  const sorted = changes
    .map(({ key, record }) => ({ keyHex: bytesToHex(key), key, record }))
    .toSorted((a, b) => (a.keyHex < b.keyHex ? -1 : 1));
  const merged: Leaf[] = [];
  let from = 0;
  for (const { keyHex, key, record } of sorted) {
    let at = from;
    while (at < leaves.length && (leaves[at] as Leaf).keyHex < keyHex) at++;
    for (; from < at; from++) merged.push(leaves[from] as Leaf);
    if (leaves[from]?.keyHex === keyHex) from++;
    if (record) merged.push({ keyHex, hash: leafHash(key, record) });
  }
  for (; from < leaves.length; from++) merged.push(leaves[from] as Leaf);
  return merged;
}

/**
 * Names a state: the hash over all its records.
 *
 * @see spec/ledger.md LD7
 */
export function appHash(leaves: Leaves): Uint8Array {
  const bytes = new Uint8Array(32 * leaves.length); // too many to be arguments of concatBytes
  for (const [i, leaf] of leaves.entries()) bytes.set(leaf.hash, 32 * i);
  return hash("state", bytes);
}

function leafHash(key: Uint8Array, record: Uint8Array): Uint8Array {
  return sha256(concatBytes(u32le(key.length), key, record));
}
