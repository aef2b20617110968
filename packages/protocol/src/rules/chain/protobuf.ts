/**
 * A writer for the few protobuf messages that CometBFT hashes and signs (LD3).
 *
 *   field = varint(number << 3 | wire type) ‖ value;   wire types: 0 varint, 1 eight bytes, 2 length-prefixed
 *
 * proto3: a field with its default value is left out, except a message that "can't be nil".
 */
import { concatBytes } from "../crypto/index.ts";
import { asciiBytes } from "./ascii.ts";

const none = new Uint8Array();

/** An unsigned LEB128 number; a negative one as its 64-bit two's complement. */
export function varint(value: bigint): Uint8Array {
  let rest = BigInt.asUintN(64, value);
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export function varintField(number: number, value: bigint): Uint8Array {
  return value === 0n ? none : concatBytes(tag(number, 0), varint(value));
}

export function fixed64Field(number: number, value: bigint): Uint8Array {
  if (value === 0n) return none;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return concatBytes(tag(number, 1), bytes);
}

export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return bytes.length === 0 ? none : messageField(number, bytes);
}

export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, asciiBytes(text));
}

/** Written even when empty. */
export function messageField(number: number, message: Uint8Array): Uint8Array {
  return concatBytes(tag(number, 2), lengthPrefixed(message));
}

export function lengthPrefixed(bytes: Uint8Array): Uint8Array {
  return concatBytes(varint(BigInt(bytes.length)), bytes);
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(BigInt((number << 3) | wireType));
}
