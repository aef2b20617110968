/**
 * The integer operations that kernels are made of, on values where languages and drivers differ.
 *
 * Each is in one line of WGSL and one of JavaScript, both by WGSL's rules: arithmetic wraps, shift amounts count modulo 32, a
 * division by zero gives the dividend. One pipeline runs all; the operation is a run-time value, so no compiler can fold it.
 */

import { checked } from "../../packages/gpu-kernels/src/sprint-model/webgpu/checked.ts";
import { usage } from "../../packages/gpu-kernels/src/sprint-model/webgpu/flags.ts";

const shader = /* wgsl */ `
@group(0) @binding(0) var<storage, read> values: array<i32>;
@group(0) @binding(1) var<storage, read_write> results: array<i32>;

fn apply(operation: u32, a: i32, b: i32) -> i32 {
  let ua = bitcast<u32>(a);
  let ub = bitcast<u32>(b);
  switch operation {
    case 0u: { return a + b; }
    case 1u: { return a - b; }
    case 2u: { return a * b; }
    case 3u: { return -a; }
    case 4u: { return abs(a); }
    case 5u: { return a / b; }
    case 6u: { return a % b; }
    case 7u: { return bitcast<i32>(ua / ub); }
    case 8u: { return bitcast<i32>(ua % ub); }
    case 9u: { return a << ub; }
    case 10u: { return a >> ub; }
    case 11u: { return bitcast<i32>(ua >> ub); }
    case 12u: { return min(a, b); }
    case 13u: { return max(a, b); }
    case 14u: { return bitcast<i32>(min(ua, ub)); }
    case 15u: { return clamp(a, min(b, 5), max(b, 5)); }
    case 16u: { return clamp(a, -127, 127); }
    case 17u: { return dot4I8Packed(ua, ub); }
    case 18u: { return bitcast<i32>(dot4U8Packed(ua, ub)); }
    case 19u: { return dot(unpack4xI8(ua), unpack4xI8(ub)); }
    case 20u: { return bitcast<i32>(pack4xI8(vec4<i32>(a, b, a >> 8u, b >> 8u))); }
    case 21u: { return bitcast<i32>(pack4xI8Clamp(vec4<i32>(a, b, a >> 8u, b >> 8u))); }
    case 22u: { return unpack4xI8(ua).w; }
    case 23u: { return extractBits(a, 8u, 8u); }
    case 24u: { return bitcast<i32>(insertBits(ua, ub, 8u, 8u)); }
    case 25u: { return extractBits(a, ub, 0u); }
    case 26u: { return bitcast<i32>(countLeadingZeros(ua)); }
    case 27u: { return firstLeadingBit(a); }
    case 28u: { return countOneBits(a); }
    case 29u: { return i32(f32(clamp(a, -16777216, 16777216))); }
    case 30u: { return select(2, b, a < b); }
    default: {
      let product = f32(clamp(a, -127, 127)) * f32(clamp(b, -127, 127));
      return i32(product + 8000000.0);
    }
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3<u32>) {
  let count = arrayLength(&values);
  if (at.x < count * count) {
    results[at.y * count * count + at.x] = apply(at.y, values[at.x / count], values[at.x % count]);
  }
}
`;

type Operation = readonly [name: string, apply: (a: number, b: number) => number];

const int8 = (word: number, i: number) => (word << (24 - 8 * i)) >> 24;
const uint8 = (word: number, i: number) => (word >>> (8 * i)) & 255;
const sum4 = (term: (i: number) => number) => term(0) + term(1) + term(2) + term(3);
const pack = (lanes: readonly number[]) =>
  lanes.reduce((word, lane, i) => word | ((lane & 255) << (8 * i)), 0);
const limit = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
const dotInt8 = (a: number, b: number) => sum4((i) => int8(a, i) * int8(b, i));
const lowest = -(2 ** 31);

/** In the order of the shader's cases. */
const operations: readonly Operation[] = [
  ["add", (a, b) => a + b],
  ["subtract", (a, b) => a - b],
  ["multiply", (a, b) => Math.imul(a, b)],
  ["negate", (a) => -a],
  ["abs", (a) => Math.abs(a)],
  ["divide", (a, b) => (b === 0 || (a === lowest && b === -1) ? a : Math.trunc(a / b))],
  ["remainder", (a, b) => (b === 0 || (a === lowest && b === -1) ? 0 : a % b)],
  ["divide unsigned", (a, b) => (b === 0 ? a : Math.floor((a >>> 0) / (b >>> 0)))],
  ["remainder unsigned", (a, b) => (b === 0 ? 0 : (a >>> 0) % (b >>> 0))],
  ["shift left", (a, b) => a << b],
  ["shift right", (a, b) => a >> b],
  ["shift right unsigned", (a, b) => a >>> b],
  ["min", (a, b) => Math.min(a, b)],
  ["max", (a, b) => Math.max(a, b)],
  ["min unsigned", (a, b) => Math.min(a >>> 0, b >>> 0)],
  ["clamp to variable bounds", (a, b) => limit(a, Math.min(b, 5), Math.max(b, 5))],
  ["clamp to int8", (a) => limit(a, -127, 127)],
  ["dot4I8Packed", dotInt8],
  ["dot4U8Packed", (a, b) => sum4((i) => uint8(a, i) * uint8(b, i))],
  ["dot of unpacked", dotInt8],
  ["pack4xI8", (a, b) => pack([a, b, a >> 8, b >> 8])],
  ["pack4xI8Clamp", (a, b) => pack([a, b, a >> 8, b >> 8].map((x) => limit(x, -128, 127)))],
  ["unpack4xI8", (a) => a >> 24],
  ["extractBits", (a) => int8(a, 1)],
  ["insertBits", (a, b) => (a & ~0xff00) | ((b & 255) << 8)],
  ["extractBits of none", () => 0],
  ["countLeadingZeros", (a) => Math.clz32(a)],
  ["firstLeadingBit", (a) => 31 - Math.clz32(a < 0 ? ~a : a)],
  ["countOneBits", (a) => sum4((i) => bitsOf(uint8(a, i)))],
  ["through f32", (a) => limit(a, -(2 ** 24), 2 ** 24)],
  ["select", (a, b) => (a < b ? b : 2)],
  ["multiply and add in f32", (a, b) => limit(a, -127, 127) * limit(b, -127, 127) + 8000000],
];

/** Ends of ranges, their neighbours, sign patterns of bytes, and shift amounts around the word's width. */
const awkward = Int32Array.of(
  ...[0, 1, -1, 2, -2, 3, 7, 31, 32, 33, 63, 127, -127, 128, -128, 255, 256, 32767, -32768],
  ...[65535, 65536, 2 ** 31 - 1, -(2 ** 31), 1 - 2 ** 31, 0x55555555, 0x80808080, 0x7f7f7f7f],
  ...[0x81818181, 0x01ff01ff, 12345678, -12345678, 2 ** 30],
);

function bitsOf(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** Pairs that a device gets right and wrong, by the first wrong one. */
export interface OperationReport {
  readonly operations: number;
  readonly cases: number;
  readonly equal: number;
  readonly first: string | undefined;
}

export async function runIntegerOperations(device: GPUDevice): Promise<OperationReport> {
  const results = await computeAll(device);
  let equal = 0;
  let first: string | undefined;
  let at = 0;
  for (const [name, apply] of operations) {
    for (const a of awkward) {
      for (const b of awkward) {
        const wanted = apply(a, b) | 0;
        const got = results[at++];
        if (got === wanted) equal += 1;
        else first ??= `${name} of ${a} and ${b}: expected ${wanted}, found ${got}`;
      }
    }
  }
  return { operations: operations.length, cases: at, equal, first };
}

function computeAll(device: GPUDevice): Promise<Int32Array> {
  return checked(device, async () => {
    const pairs = awkward.length ** 2;
    const bytes = 4 * pairs * operations.length;
    const { storage, copyDst, copySrc, mapRead } = usage;
    const values = device.createBuffer({ size: awkward.byteLength, usage: storage | copyDst });
    const results = device.createBuffer({ size: bytes, usage: storage | copySrc });
    const copy = device.createBuffer({ size: bytes, usage: mapRead | copyDst });
    device.queue.writeBuffer(values, 0, awkward);
    const module = device.createShaderModule({ code: shader });
    const compute = { module, entryPoint: "main" };
    const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute });
    const entries = [values, results].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const layout = pipeline.getBindGroupLayout(0);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
    pass.dispatchWorkgroups(Math.ceil(pairs / 64), operations.length);
    pass.end();
    encoder.copyBufferToBuffer(results, 0, copy, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(mapRead);
    const contents = new Int32Array(copy.getMappedRange().slice(0));
    for (const buffer of [values, results, copy]) buffer.destroy();
    return contents;
  });
}

/** Offset and count reach past the word: WGSL makes that an error when both are constants. */
const constantPastTheWord = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> word: i32;
@compute @workgroup_size(1)
fn main() {
  word = extractBits(word, 24u, 16u);
}
`;

/** Whether this compiler takes the operation that Tint rejects and naga takes; kernels do without it. */
export async function takesConstantPastTheWord(device: GPUDevice): Promise<boolean> {
  device.pushErrorScope("validation");
  device.createShaderModule({ code: constantPastTheWord });
  return (await device.popErrorScope()) === null;
}
