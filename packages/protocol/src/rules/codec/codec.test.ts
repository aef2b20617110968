import fc from "fast-check";
import { expect, test } from "vitest";
import { byteList, bytes32, container, createCodec, list, u8, u16, u64 } from "./index.ts";

const codec = createCodec<{
  a: number;
  b: Uint8Array;
  c: { d: bigint }[];
  e: bigint[];
  f: Uint8Array;
}>(
  container({
    a: u16,
    b: byteList(8),
    c: list(container({ d: u64 }), 3),
    e: list(u64, 2),
    f: bytes32,
  }),
);
const value = {
  a: 258,
  b: Uint8Array.of(7, 8),
  c: [{ d: 1n }, { d: 2n ** 64n - 1n }],
  e: [],
  f: new Uint8Array(32).fill(9),
};

test("[TX1] little-endian numbers, offsets to what has no fixed length, lists item by item", () => {
  const bytes = codec.encode(value);
  const offsets = [46, 48, 64].flatMap((offset) => [offset, 0, 0, 0]);
  expect([...bytes]).toEqual([
    ...[2, 1, ...offsets, ...new Array(32).fill(9)],
    ...[7, 8],
    ...[1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255],
  ]);
  expect(codec.decode(bytes)).toEqual(value);
});

test("[TX1] a list over its limit, a byte too many or too few, and shifted offsets are refused", () => {
  const bytes = codec.encode(value);
  expect(codec.decode(new Uint8Array([...bytes, 0]))).toBeUndefined();
  expect(codec.decode(bytes.subarray(0, bytes.length - 1))).toBeUndefined();
  expect(codec.decode(new Uint8Array())).toBeUndefined();
  expect(codec.decode(bytes.with(2, 47))).toBeUndefined();
  const long = createCodec<{ b: Uint8Array }>(container({ b: byteList(9) }));
  const short = createCodec<{ b: Uint8Array }>(container({ b: byteList(8) }));
  expect(short.decode(long.encode({ b: new Uint8Array(8) }))?.b).toHaveLength(8);
  expect(short.decode(long.encode({ b: new Uint8Array(9) }))).toBeUndefined();
});

test("[TX1] what was read does not change with the bytes it was read from, a Node Buffer among them", () => {
  for (const bytes of [codec.encode(value), Buffer.from(codec.encode(value))]) {
    const read = codec.decode(bytes);
    bytes.fill(0);
    expect(read).toEqual(value);
    expect(read?.b.constructor).toBe(Uint8Array);
  }
});

// A lenient reader: whatever a type takes, bytes that are not the encoding are refused.
test("[TX1] bytes that read as a value but are not its encoding are refused", () => {
  const lenient = createCodec<number>({
    encode: (number) => Uint8Array.of(number & 0x7f),
    decode: (bytes) => (bytes[0] as number) & 0x7f,
  });
  expect(lenient.decode(Uint8Array.of(5))).toBe(5);
  expect(lenient.decode(Uint8Array.of(0x85))).toBeUndefined();
  expect(lenient.decode(Uint8Array.of(5, 0))).toBeUndefined();
});

test("[TX1] numbers keep to their width", () => {
  const one = createCodec<{ a: number }>(container({ a: u8 }));
  fc.assert(
    fc.property(fc.nat(255), (a) => {
      expect(one.decode(one.encode({ a }))).toEqual({ a });
    }),
  );
});
