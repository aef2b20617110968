import { bytesToHex, hexToBytes, sha256 } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { bitLength, clamp, isqrt, rsh } from "./arithmetic.ts";
import { attend, gateUp, generateTensor, norm, tensorKinds } from "./oracle.ts";

const functions = { rsh, clamp, isqrt, bitLength } as const;
interface Primitive {
  fn: keyof typeof functions;
  args: [number, number];
  result: number;
}
test.each(readVectors<Primitive>("sprint/primitives").cases)(
  "[SP2] [SP3] [SP4] [SP5] $name",
  (row) => {
    expect(functions[row.fn](...row.args)).toBe(row.result);
  },
);

interface Tensor {
  preset: PresetName;
  modelKey: string;
  layer: number;
  kind: number;
  columns: number;
  elements: { k: number; n: number; value: number }[];
  sha256: string;
}
const tensors = readVectors<Tensor>("sprint/tensors").cases;
const small = tensors.filter((row) => row.preset === "test" || row.preset === "local");

test.each(small)("[SP9] $name", (row) => {
  const kind = tensorKinds[row.kind];
  if (!kind) throw new Error(`no kind ${row.kind}`);
  const values = generateTensor(
    hexToBytes(row.modelKey),
    kind,
    row.layer,
    presets[row.preset].sprint,
  );
  for (const { k, n, value } of row.elements) expect(values[k * row.columns + n]).toBe(value);
  expect(hexOf(values)).toBe(row.sha256);
});

test.each(readVectors<{ x: number[]; y: number[] }>("sprint/norm").cases)("[SP11] $name", (row) => {
  expect([...norm(Int32Array.from(row.x), row.x.length)]).toEqual(row.y);
});

test.each(readVectors<{ t: number[]; a: number[] }>("sprint/attention").cases)(
  "[SP13] $name",
  (row) => {
    expect([...attend(Int8Array.from(row.t), presets.local.sprint)]).toEqual(row.a);
  },
);

interface FeedForward {
  g: number[];
  u: number[];
  f: number[];
}
describe("feed-forward", () => {
  test.each(readVectors<FeedForward>("sprint/feed-forward").cases)("[SP14] $name", (row) => {
    expect([...gateUp(Int8Array.from(row.g), Int8Array.from(row.u))]).toEqual(row.f);
  });
});

function hexOf(values: Int8Array): string {
  return bytesToHex(sha256(new Uint8Array(values.buffer, values.byteOffset, values.length)));
}
