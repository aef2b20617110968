/**
 * The peers' models: one node, written as ONNX (a protobuf of a few fields).
 *
 * Field numbers are those of onnx.proto3; only what these models need is here.
 */
import { columns, inner } from "./product.ts";

const types = { float: 1, uint8: 2, int8: 3, int32: 6 } as const;
type ElementType = keyof typeof types;

type Bytes = readonly number[] | Uint8Array;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const number = (field: number, value: number): Bytes => [...varint(field << 3), ...varint(value)];

function message(field: number, ...parts: readonly Bytes[]): Uint8Array {
  const body = join(parts);
  return join([varint((field << 3) | 2), varint(body.length), body]);
}

const text = (field: number, value: string): Bytes =>
  message(field, new TextEncoder().encode(value));

function join(parts: readonly Bytes[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function valueInfo(field: number, name: string, type: ElementType, width: number): Bytes {
  const rows = message(1, text(2, "M"));
  const shape = message(2, rows, message(1, number(1, width)));
  return message(field, text(1, name), message(2, message(1, number(1, types[type]), shape)));
}

function initializer(
  name: string,
  type: ElementType,
  dims: number[],
  data: ArrayBufferView,
): Bytes {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const size = dims.map((dim) => number(1, dim));
  return message(5, ...size, number(2, types[type]), text(8, name), message(9, raw));
}

interface Node {
  readonly type: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number>>;
}

function model(node: Node, input: ElementType, output: ElementType, tensors: Bytes[]): Uint8Array {
  const { type, domain = "", inputs, attributes = {} } = node;
  const fields = [
    ...inputs.map((name) => text(1, name)),
    text(2, "y"),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) =>
      message(5, text(1, name), number(3, value), number(20, 2)),
    ),
    text(7, domain),
  ];
  const graph = [
    message(1, ...fields),
    text(2, "product"),
    ...tensors,
    valueInfo(11, "x", input, inner),
    valueInfo(12, "y", output, columns),
  ];
  const opset = (name: string, version: number) => message(8, text(1, name), number(2, version));
  const opsets = [opset("", 17), opset("com.microsoft", 1)];
  return join([number(1, 8), ...opsets, message(7, ...graph)]);
}

/** x uint8 (M, K) times int8 weights to i32. */
export function matMulInteger(weights: Int8Array): Uint8Array {
  const w = initializer("w", "int8", [inner, columns], weights);
  return model({ type: "MatMulInteger", inputs: ["x", "w"] }, "uint8", "int32", [w]);
}

const blockSize = 32;

/** x f32 (M, K) times 4-bit weights; accuracy level 4 multiplies in int8. */
export function matMulNBits(): Uint8Array {
  const blocks = inner / blockSize;
  const packed = new Uint8Array((columns * inner) / 2).map(
    (_, i) => Math.imul(i, 0x9e3779b1) >>> 24,
  );
  const scales = new Float32Array(columns * blocks).fill(0.01);
  const attributes = { K: inner, N: columns, bits: 4, block_size: blockSize, accuracy_level: 4 };
  const node = {
    type: "MatMulNBits",
    domain: "com.microsoft",
    inputs: ["x", "q", "s"],
    attributes,
  };
  return model(node, "float", "float", [
    initializer("q", "uint8", [columns, blocks, blockSize / 2], packed),
    initializer("s", "float", [columns * blocks], scales),
  ]);
}
