import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

const prefixes = new Map<string, Uint8Array>();

function prefix(tag: HashTag): Uint8Array {
  let bytes = prefixes.get(tag);
  if (!bytes) {
    bytes = utf8ToBytes(`stadion/${tag}\0`);
    prefixes.set(tag, bytes);
  }
  return bytes;
}

/** What a hash is of. Letters and hyphens, so that the zero byte after it ends it. */
export type HashTag = Lowercase<string>;

/**
 * The protocol's hash: SHA-256 over a tag and parts of fixed length, 32 bytes.
 *
 * @see spec/sprint.md SP1
 */
export function hash(tag: HashTag, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = nobleSha256.create().update(prefix(tag));
  for (const part of parts) hasher.update(part);
  return hasher.digest();
}
