import { equalBytes } from "../crypto/index.ts";
import type { SszType } from "./ssz.ts";

/** Turns values of one kind into bytes and back. One value has one byte string (TX1). */
export interface Codec<T> {
  encode(value: T): Uint8Array;
  /** `undefined` for bytes that are no encoding, or not the one encoding, of a value. */
  decode(bytes: Uint8Array): T | undefined;
}

/**
 * A strict codec over an SSZ type: what was read is encoded again, and other bytes are refused.
 *
 * @see spec/ledger.md TX1
 */
export function createCodec<T>(type: Omit<SszType<T>, "width">): Codec<T> {
  return {
    encode: type.encode,
    decode(bytes) {
      try {
        const value = type.decode(bytes);
        return equalBytes(type.encode(value), bytes) ? value : undefined;
      } catch {
        return undefined; // lengths and offsets out of range: bad input is ordinary
      }
    },
  };
}

/** The values of a codec for which `holds`: SSZ knows widths, not meanings. */
export function refineCodec<W, T extends W>(
  { encode, decode }: Codec<W>,
  holds: (value: W) => value is T,
): Codec<T> {
  return {
    encode,
    decode(bytes) {
      const value = decode(bytes);
      return value !== undefined && holds(value) ? value : undefined;
    },
  };
}

/** A codec of other values, turned into the given one's and back. Both ways are one to one. */
export function mapCodec<W, T>(
  { encode, decode }: Codec<W>,
  toWire: (value: T) => W,
  fromWire: (wire: W) => T | undefined,
): Codec<T> {
  return {
    encode: (value) => encode(toWire(value)),
    decode(bytes) {
      const wire = decode(bytes);
      return wire === undefined ? undefined : fromWire(wire);
    },
  };
}
