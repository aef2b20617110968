/**
 * A Sprint proof as bytes (SP25).
 *
 *   1   version, 1
 *   32  sprintSeed
 *   32  hostKey
 *   1   level
 *   2   count, little-endian
 *   1   k, bits of a gap that are written as they are
 *   …   gaps, high bit first, zeros at the end:
 *         gap >> k < 24:  (gap >> k) one-bits, a zero bit, the low k bits
 *         others:         24 one-bits, all 64 bits
 *
 * A list has one encoding: `k` is the smallest of the shortest, and a decoder encodes again and compares.
 */
import { concatBytes, equalBytes, hash, maxU64 } from "../crypto/index.ts";
import { maxLevel, type SprintProof } from "./proof.ts";

export const maxProofBytes = 3072;
/** `maxNonces` of every preset: a count above it is refused before a gap is read. */
const maxCount = 1024;
const headerBytes = 69;
/** One-bits that say that a gap follows in full. */
const escapeOnes = 24;
const gapBits = 64;

/** Throws `RangeError` on a proof that has no encoding: count, order, level or size out of bounds. */
export function encodeProof(proof: SprintProof): Uint8Array {
  const { sprintSeed, hostKey, level, nonces } = proof;
  if (sprintSeed.length !== 32 || hostKey.length !== 32)
    throw new RangeError("sprint seed and host key have 32 bytes each");
  if (nonces.length < 1 || nonces.length > maxCount || level < 0 || level > maxLevel)
    throw new RangeError(`count ${nonces.length} or level ${level} is out of bounds`);
  const gaps = gapsOf(nonces);
  const { k, bits } = bestSplit(gaps);
  const size = headerBytes + Math.ceil(bits / 8);
  if (size > maxProofBytes)
    throw new RangeError(`the list needs ${size} bytes, at most ${maxProofBytes} are allowed`);
  const head = Uint8Array.of(level, nonces.length & 0xff, nonces.length >> 8, k);
  const body = writeGaps(gaps, k, size - headerBytes);
  return concatBytes(Uint8Array.of(1), sprintSeed, hostKey, head, body);
}

/** Whether the list fits into one encoding (SP25). */
export function fitsEncoding(nonces: readonly bigint[]): boolean {
  const { bits } = bestSplit(gapsOf(nonces));
  return headerBytes * 8 + bits <= maxProofBytes * 8;
}

/** The proof that these bytes stand for, or undefined if they are not the encoding of one. */
export function decodeProof(bytes: Uint8Array): SprintProof | undefined {
  if (bytes.length <= headerBytes || bytes.length > maxProofBytes || bytes[0] !== 1)
    return undefined;
  const level = bytes[65] as number;
  const count = (bytes[66] as number) | ((bytes[67] as number) << 8);
  const k = bytes[68] as number;
  if (level > maxLevel || count === 0 || count > maxCount || k > 63) return undefined;
  const nonces = readGaps(bytes.subarray(headerBytes), count, k);
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

/** The smallest k of those that make the encoding shortest, and its length. */
function bestSplit(gaps: readonly bigint[]): { k: number; bits: number } {
  const bits = new Float64Array(64);
  for (const gap of gaps) addBits(bits, gap);
  const least = Math.min(...bits);
  return { k: bits.indexOf(least), bits: least };
}

/** Adds a gap's length at each k. In numbers: a peer may ask for this at will, and bigints take 30 times as long. */
function addBits(bits: Float64Array, gap: bigint): void {
  const high = Number(gap >> 32n);
  const low = Number(gap & 0xffffffffn);
  for (let k = 0; k < 64; k++) {
    // Rounded where it is far above `escapeOnes`, and only there.
    const ones = k < 32 ? high * 2 ** (32 - k) + (low >>> k) : high >>> (k - 32);
    bits[k] = (bits[k] as number) + (ones < escapeOnes ? ones + 1 + k : escapeOnes + gapBits);
  }
}

function writeGaps(gaps: readonly bigint[], k: number, size: number): Uint8Array {
  const body = new Uint8Array(size);
  let at = 0;
  const put = (bit: boolean) => {
    if (bit) body[at >> 3] = (body[at >> 3] as number) | (0x80 >> (at & 7));
    at++;
  };
  for (const gap of gaps) {
    const quotient = gap >> BigInt(k);
    const isEscaped = quotient >= escapeOnes;
    const ones = isEscaped ? escapeOnes : Number(quotient);
    for (let i = 0; i < ones; i++) put(true);
    if (!isEscaped) put(false);
    const low = isEscaped ? gapBits : k;
    for (let i = low - 1; i >= 0; i--) put(((gap >> BigInt(i)) & 1n) === 1n);
  }
  return body;
}

function readGaps(body: Uint8Array, count: number, k: number): bigint[] | undefined {
  const end = body.length * 8;
  let at = 0;
  // Past the end every bit reads as zero; that it was passed is seen before a nonce is taken.
  const take = () =>
    at++ < end ? ((body[(at - 1) >> 3] as number) >> (7 - ((at - 1) & 7))) & 1 : 0;
  const nonces: bigint[] = [];
  let next = 0n;
  for (let i = 0; i < count; i++) {
    let ones = 0;
    while (ones < escapeOnes && take() === 1) ones++;
    const isEscaped = ones === escapeOnes;
    let gap = isEscaped ? 0n : BigInt(ones);
    for (let low = isEscaped ? gapBits : k; low > 0; low--) gap = (gap << 1n) | BigInt(take());
    const nonce = next + gap;
    if (at > end || nonce > maxU64) return undefined;
    nonces.push(nonce);
    next = nonce + 1n;
  }
  return nonces;
}
