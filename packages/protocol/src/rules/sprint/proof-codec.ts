/**
 * A Sprint proof as bytes (SP25).
 *
 *   1   version, 1
 *   32  sprintSeed
 *   32  hostKey
 *   1   level
 *   2   count, little-endian
 *   1   k, bits of a gap that are written as they are
 *   …   gaps: (gap >> k) one-bits, a zero bit, the low k bits; high bit first, zeros at the end
 *
 * A list has one encoding: `k` is the smallest of the shortest, and a decoder encodes again and compares.
 */
import { concatBytes, equalBytes, hash, maxU64 } from "../crypto/index.ts";
import { maxLevel, type SprintProof } from "./proof.ts";

export const maxProofBytes = 3072;
const headerBytes = 69;

/** Throws `RangeError` on a proof that has no encoding: count, order, level or size out of bounds. */
export function encodeProof(proof: SprintProof): Uint8Array {
  const { sprintSeed, hostKey, level, nonces } = proof;
  if (sprintSeed.length !== 32 || hostKey.length !== 32)
    throw new RangeError("sprint seed and host key have 32 bytes each");
  if (nonces.length < 1 || nonces.length > 0xffff || level < 0 || level > maxLevel)
    throw new RangeError(`count ${nonces.length} or level ${level} is out of bounds`);
  const gaps = gapsOf(nonces);
  const { k, bits } = bestSplit(gaps);
  const size = headerBytes + Number((bits + 7n) / 8n);
  if (bits > 8n * BigInt(maxProofBytes) || size > maxProofBytes)
    throw new RangeError(`the list needs ${size} bytes, at most ${maxProofBytes} are allowed`);
  const head = Uint8Array.of(level, nonces.length & 0xff, nonces.length >> 8, k);
  const body = writeGaps(gaps, k, size - headerBytes);
  return concatBytes(Uint8Array.of(1), sprintSeed, hostKey, head, body);
}

/** Whether the list fits into one encoding (SP25). */
export function fitsEncoding(nonces: readonly bigint[]): boolean {
  const { bits } = bestSplit(gapsOf(nonces));
  return BigInt(headerBytes) * 8n + bits <= BigInt(maxProofBytes) * 8n;
}

/** The proof that these bytes stand for, or undefined if they are not the encoding of one. */
export function decodeProof(bytes: Uint8Array): SprintProof | undefined {
  if (bytes.length <= headerBytes || bytes.length > maxProofBytes || bytes[0] !== 1)
    return undefined;
  const level = bytes[65] as number;
  const count = (bytes[66] as number) | ((bytes[67] as number) << 8);
  const k = bytes[68] as number;
  if (level > maxLevel || count === 0 || k > 63) return undefined;
  const nonces = readGaps(bytes.subarray(headerBytes), count, BigInt(k));
  if (!nonces) return undefined;
  const proof = { sprintSeed: bytes.slice(1, 33), hostKey: bytes.slice(33, 65), level, nonces };
  return equalBytes(encodeProof(proof), bytes) ? proof : undefined;
}

/**
 * What a Host commits to during the Sprint, 32 bytes.
 *
 * @see spec/sprint.md SP26
 */
export function hashProof(encoding: Uint8Array): Uint8Array {
  return hash("proof", encoding);
}

function gapsOf(nonces: readonly bigint[]): bigint[] {
  return nonces.map((nonce, i) => {
    const gap = i === 0 ? nonce : nonce - (nonces[i - 1] as bigint) - 1n;
    if (gap < 0n || nonce > maxU64) throw new RangeError("nonces are not ascending u64 values");
    return gap;
  });
}

function bestSplit(gaps: readonly bigint[]): { k: number; bits: bigint } {
  let best = { k: 0, bits: bitsAt(gaps, 0n) };
  for (let k = 1; k < 64; k++) {
    const bits = bitsAt(gaps, BigInt(k));
    if (bits < best.bits) best = { k, bits };
  }
  return best;
}

function bitsAt(gaps: readonly bigint[], k: bigint): bigint {
  let bits = BigInt(gaps.length) * (1n + k);
  for (const gap of gaps) bits += gap >> k;
  return bits;
}

function writeGaps(gaps: readonly bigint[], k: number, size: number): Uint8Array {
  const body = new Uint8Array(size);
  let at = 0;
  const put = (bit: boolean) => {
    if (bit) body[at >> 3] = (body[at >> 3] as number) | (0x80 >> (at & 7));
    at++;
  };
  for (const gap of gaps) {
    for (let ones = gap >> BigInt(k); ones > 0n; ones--) put(true);
    put(false);
    for (let i = k - 1; i >= 0; i--) put(((gap >> BigInt(i)) & 1n) === 1n);
  }
  return body;
}

function readGaps(body: Uint8Array, count: number, k: bigint): bigint[] | undefined {
  const end = body.length * 8;
  let at = 0;
  // Past the end there is neither a one nor a zero, so no gap ends there.
  const take = () => (at < end ? ((body[at >> 3] as number) >> (7 - (at++ & 7))) & 1 : undefined);
  const nonces: bigint[] = [];
  let next = 0n;
  for (let i = 0; i < count; i++) {
    let gap = 0n;
    let bit = take();
    for (; bit === 1; bit = take()) gap++;
    if (bit === undefined || at + Number(k) > end) return undefined;
    for (let low = 0n; low < k; low++) gap = (gap << 1n) | BigInt(take() ?? 0);
    const nonce = next + gap;
    if (nonce > maxU64) return undefined;
    nonces.push(nonce);
    next = nonce + 1n;
  }
  return nonces;
}
