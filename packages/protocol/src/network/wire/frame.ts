/**
 * One frame on a stream of ours (NW2).
 *
 *   varint  length of the rest, at most 262,144
 *   4       id, little-endian: the request it belongs to; 0 for what belongs to none
 *   1       kind
 *   …       body
 */

/** Most bytes of a frame behind its length. */
export const maxFrameBytes = 262_144;
const headBytes = 5;
/** Most bytes of a frame's body. */
export const maxBodyBytes: number = maxFrameBytes - headBytes;

/** What a frame is; the place is the number. */
export const frameKinds = [
  "request",
  "part",
  "end",
  "refused",
  "credit",
  "push",
  "goodbye",
] as const;
export type FrameKind = (typeof frameKinds)[number];

export interface Frame {
  /** 0..2^32-1. */
  readonly id: number;
  readonly kind: FrameKind;
  readonly body: Uint8Array;
}

/** The bytes behind the length. Throws `RangeError` on a body that is too long. */
export function encodeFrame({ id, kind, body }: Frame): Uint8Array {
  if (body.length > maxBodyBytes)
    throw new RangeError(`body has ${body.length} bytes, at most ${maxBodyBytes} fit`);
  const bytes = new Uint8Array(headBytes + body.length);
  new DataView(bytes.buffer).setUint32(0, id, true);
  bytes[4] = frameKinds.indexOf(kind);
  bytes.set(body, headBytes);
  return bytes;
}

/** The frame that these bytes are; `undefined` if they are none. */
export function decodeFrame(bytes: Uint8Array): Frame | undefined {
  if (bytes.length < headBytes || bytes.length > maxFrameBytes) return undefined;
  const kind = frameKinds[bytes[4] as number];
  if (kind === undefined) return undefined;
  const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if ((id === 0) !== (kind === "push" || kind === "goodbye")) return undefined;
  return { id, kind, body: bytes.slice(headBytes) };
}
