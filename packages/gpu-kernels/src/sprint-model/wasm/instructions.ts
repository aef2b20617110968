/**
 * The instructions our kernels use, under their names in the WebAssembly specification.
 *
 * Operands come first, immediates (offset, lane, shift) last. An address is an i32 plus a constant offset.
 */
import { type Code, sleb, uleb } from "./assembler.ts";

const unary =
  (opcode: number) =>
  (value: Code): Code => [value, opcode];
const binary =
  (opcode: number) =>
  (left: Code, right: Code): Code => [left, right, opcode];

/** SIMD opcodes follow the prefix 0xfd in LEB128. */
const simd = (opcode: number): Code => [0xfd, uleb(opcode)];
const simdUnary =
  (opcode: number) =>
  (value: Code): Code => [value, simd(opcode)];
const simdBinary =
  (opcode: number) =>
  (left: Code, right: Code): Code => [left, right, simd(opcode)];

/** Every access says alignment 1: alignment is a hint, and no hardware we know uses it. */
const at = (offset: number): Code => [0x00, uleb(offset)];
const load =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [address, opcode, at(offset)];
const simdLoad =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [address, simd(opcode), at(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, sleb(value)],
  load: load(0x28),
  load8u: load(0x2d),
  load16u: load(0x2f),
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, at(offset)],
  eqz: unary(0x45),
  ltS: binary(0x48),
  ltU: binary(0x49),
  gtS: binary(0x4a),
  clz: unary(0x67),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  divU: binary(0x6e),
  and: binary(0x71),
  shl: binary(0x74),
  shrU: binary(0x76),
  /** First operand if the condition is not 0, else the second. */
  select: (first: Code, second: Code, condition: Code): Code => [first, second, condition, 0x1b],
  /** floor(sqrt(value)) of a u32: f64 holds value, and its root is rounded correctly. */
  isqrtU: (value: Code): Code => [value, 0xb8, 0x9f, 0xab],
};

export const v128 = {
  /** Four i32 lanes. */
  const: (lanes: readonly [number, number, number, number]): Code => [
    simd(12),
    [...new Uint8Array(new Int32Array(lanes).buffer)],
  ],
  load: simdLoad(0),
  load32Splat: simdLoad(9),
  store: (address: Code, value: Code, offset = 0): Code => [address, value, simd(11), at(offset)],
  /** Stores one half: 8 bytes. */
  store64Lane: (address: Code, value: Code, lane: 0 | 1): Code => [
    address,
    value,
    simd(91),
    at(0),
    lane,
  ],
  and: simdBinary(78),
  or: simdBinary(80),
  xor: simdBinary(81),
  /** Bits of `first` where `mask` is 1, else of `second`. */
  bitselect: (first: Code, second: Code, mask: Code): Code => [first, second, mask, simd(82)],
};

export const i8x16 = {
  /** Byte lanes 0..15 pick from the first operand, 16..31 from the second. */
  shuffle: (first: Code, second: Code, lanes: readonly number[]): Code => [
    first,
    second,
    simd(13),
    [...lanes],
  ],
  /** Bytes of `table` by index; an index above 15 gives 0. */
  swizzle: simdBinary(14),
  /** The same for indices below 16; what others give is up to the machine. */
  relaxedSwizzle: simdBinary(0x100),
  splat: simdUnary(15),
  abs: simdUnary(96),
  narrowI16x8S: simdBinary(101),
  add: simdBinary(110),
  sub: simdBinary(113),
  maxS: simdBinary(120),
  gtS: simdBinary(39),
};

export const i16x8 = {
  extaddPairwiseI8x16S: simdUnary(124),
  narrowI32x4S: simdBinary(133),
  extendLowI8x16S: simdUnary(135),
  extendHighI8x16S: simdUnary(136),
  shrS: simdBinary(140),
  splat: simdUnary(16),
  add: simdBinary(142),
  extmulLowI8x16S: simdBinary(156),
  extmulHighI8x16S: simdBinary(157),
};

export const i32x4 = {
  splat: simdUnary(17),
  extractLane: (value: Code, lane: number): Code => [value, simd(27), lane],
  replaceLane: (value: Code, lane: number, scalar: Code): Code => [value, scalar, simd(28), lane],
  extaddPairwiseI16x8S: simdUnary(126),
  abs: simdUnary(160),
  shl: (value: Code, count: Code): Code => [value, count, simd(171)],
  shrS: (value: Code, count: Code): Code => [value, count, simd(172)],
  shrU: (value: Code, count: Code): Code => [value, count, simd(173)],
  add: simdBinary(174),
  sub: simdBinary(177),
  mul: simdBinary(181),
  minS: simdBinary(182),
  maxS: simdBinary(184),
  dotI16x8S: simdBinary(186),
  /** `sum` plus four products in each lane: `signed` i8, `seven` 0..127. */
  relaxedDotI8x16I7x16AddS: (signed: Code, seven: Code, sum: Code): Code => [
    signed,
    seven,
    sum,
    simd(0x113),
  ],
};

export const f64x2 = {
  splat: (value: number): Code => [
    simd(12),
    [...new Uint8Array(new Float64Array([value, value]).buffer)],
  ],
  add: simdBinary(0xf0),
  mul: simdBinary(0xf2),
  div: simdBinary(0xf3),
  /** Lanes 0 and 1 of an i32x4. */
  convertLowI32x4S: simdUnary(0xfe),
};
