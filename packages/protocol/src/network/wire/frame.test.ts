import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFrame, encodeFrame, type Frame, frameKinds, maxBodyBytes } from "./frame.ts";
import { decodeReason, decodeRefusal, encodeReason, encodeRefusal } from "./refusal.ts";

const anyFrame = fc
  .record({
    id: fc.integer({ min: 1, max: 0xffff_ffff }),
    kind: fc.constantFrom(...frameKinds),
    body: fc.uint8Array({ maxLength: 300 }),
  })
  .map((frame): Frame => (isUnasked(frame.kind) ? { ...frame, id: 0 } : frame));

function isUnasked(kind: string): boolean {
  return kind === "push" || kind === "goodbye";
}

test("[NW2] id, kind and body stand in this order", () => {
  const body = Uint8Array.of(7, 8);
  expect(encodeFrame({ id: 0x01020304, kind: "credit", body })).toEqual(
    Uint8Array.of(4, 3, 2, 1, 4, 7, 8),
  );
});

test("[NW2] what is encoded is decoded", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
    }),
  );
});

test("[NW2] any bytes are one frame or none", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const frame = decodeFrame(bytes);
      if (frame) expect(encodeFrame(frame)).toEqual(bytes);
    }),
    { numRuns: 10_000 },
  );
});

describe("[NW2] bounds", () => {
  test("the longest body fits and a longer one does not", () => {
    const body = new Uint8Array(maxBodyBytes);
    const bytes = encodeFrame({ id: 1, kind: "part", body });
    expect(decodeFrame(bytes)?.body.length).toBe(maxBodyBytes);
    expect(decodeFrame(new Uint8Array([...bytes, 0]))).toBeUndefined();
    const longer = new Uint8Array(maxBodyBytes + 1);
    expect(() => encodeFrame({ id: 1, kind: "part", body: longer })).toThrow(RangeError);
  });

  test("kinds end with goodbye, and ids fit their kind", () => {
    expect(decodeFrame(Uint8Array.of(0, 0, 0, 0, 6))?.kind).toBe("goodbye");
    expect(decodeFrame(Uint8Array.of(0, 0, 0, 0, 7))).toBeUndefined();
    expect(decodeFrame(Uint8Array.of(1, 0, 0, 0, 6))).toBeUndefined();
    expect(decodeFrame(Uint8Array.of(0, 0, 0, 0, 0))).toBeUndefined();
    expect(decodeFrame(Uint8Array.of(1, 0, 0, 0))).toBeUndefined();
  });
});

test("[NW5] refusals are one byte", () => {
  expect(encodeRefusal("RATE_LIMITED")).toEqual(Uint8Array.of(0));
  expect(decodeRefusal(Uint8Array.of(2))).toBe("FAILED");
  expect(decodeRefusal(Uint8Array.of(3))).toBeUndefined();
  expect(decodeRefusal(Uint8Array.of(0, 0))).toBeUndefined();
});

test("[NW3] a reason is at most 200 printable characters", () => {
  expect(decodeReason(encodeReason("na\u00efve\n"))).toBe("na?ve?");
  expect(encodeReason("x".repeat(300))).toHaveLength(200);
  expect(decodeReason(new Uint8Array(201).fill(65))).toBeUndefined();
  expect(decodeReason(Uint8Array.of(10))).toBeUndefined();
});
