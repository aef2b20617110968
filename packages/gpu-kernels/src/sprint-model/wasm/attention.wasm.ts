/**
 * Attention (SP13) of one nonce, four heads at a time: 16 bytes of a row are 4 heads of 4 dimensions.
 *
 *     qkv   i8 [4][3D], query, key and value of each position
 *     out   activations, one row a position
 *
 * Position 0 sees itself alone, so its output is its value. Scores and weights have a head in each i32 lane.
 *
 * The division is done in f64 and is exact: floor((S + floor(Z / 2)) / Z), S = Σ w v, is S + (1/2 if Z is even, else
 * 0) over Z, to the nearest integer. That quotient is never nearer than 1 / (2 Z) >= 2^-19 to a half, and two
 * roundings of a number below 2^7 are off by 2^-45 at most. Adding 1.5 * 2^52 rounds it into the low 32 bits.
 */
import { cosTable, sinTable } from "@stadion/protocol/sprint";
import { roundedShift, storeActivations } from "./activations.wasm.ts";
import {
  type Code,
  countDown,
  defineFunction,
  type Local,
  set,
  type WasmFunction,
} from "./assembler.ts";
import type { Dot } from "./gemm.wasm.ts";
import { f64x2, i8x16, i16x8, i32, i32x4, v128 } from "./instructions.ts";
import { expTableAt } from "./layout.ts";

/** Heads 0, 1 and heads 2, 3: i16 pairs of (a, b), two pairs a head. */
type Rotated = readonly [Local, Local];

/** All positions. */
export const attend = (dot: Dot): WasmFunction => defineAttention("attend", dot, [0, 1, 2, 3]);

/** Position 3 alone, to one row (SP16). */
export const attendLast = (dot: Dot): WasmFunction => defineAttention("attendLast", dot, [3]);

function defineAttention(name: string, dot: Dot, positions: readonly number[]): WasmFunction {
  return defineFunction(name, ["qkv", "dim", "out", "outStride"], (fn, p) => {
    const rows = [fn.i32(), fn.i32(), fn.i32(), fn.i32()];
    const targets = positions.map(fn.i32);
    const groups = fn.i32();
    const keyOffset = p.dim;
    const valueOffset = i32.shl(p.dim, i32.const(1));
    const scratch = [fn.v128(), fn.v128(), fn.v128(), fn.v128()] as const;
    const keys = rows.map((): Rotated => [fn.v128(), fn.v128()]);
    const query: Rotated = [fn.v128(), fn.v128()];
    const values = rows.map(fn.v128);
    const exponentials = rows.map(fn.v128);
    const packed = fn.v128();

    const attendFrom = (position: number): Code => {
      const seen = exponentials.slice(0, position + 1);
      return [
        rotate(query, v128.load(rows[position] as Local), position, scratch),
        seen.map((target, j) => set(target, scores(query, keys[j] as Rotated, scratch))),
        softmaxWeights(seen, scratch[0], scratch[1]),
        weightedValues(packed, seen, values, fn),
      ];
    };
    const dimStep = i32.const(16);
    fn.body(
      rows.map((row, position) =>
        set(
          row,
          position === 0
            ? p.qkv
            : i32.add(rows[position - 1] as Local, i32.mul(p.dim, i32.const(3))),
        ),
      ),
      targets.map((target, index) =>
        set(target, index === 0 ? p.out : i32.add(targets[index - 1] as Local, p.outStride)),
      ),
      set(groups, i32.shrU(p.dim, i32.const(4))),
      countDown(groups, [
        rows.map((row, j) => [
          rotate(keys[j] as Rotated, v128.load(i32.add(row, keyOffset)), j, scratch),
          set(values[j] as Local, v128.load(i32.add(row, valueOffset))),
        ]),
        positions.map((position, index) => [
          position === 0 ? set(packed, values[0] as Local) : attendFrom(position),
          storeActivations(dot, targets[index] as Local, packed),
        ]),
        rows.map((row) => set(row, i32.add(row, dimStep))),
        targets.map((target) => set(target, i32.add(target, i32.const(dot === "i16" ? 32 : 16)))),
      ]),
    );
  });
}

/** Rotation by position of 4 heads' (a, b) pairs. Values grow to 180, so they leave as i16. */
function rotate(into: Rotated, bytes: Code, position: number, [raw, a, b]: readonly Local[]): Code {
  if (!raw || !a || !b) throw new RangeError("Three scratch locals expected");
  const widened = [i16x8.extendLowI8x16S(raw), i16x8.extendHighI8x16S(raw)];
  if (position === 0)
    return [set(raw, bytes), into.map((half, i) => set(half, widened[i] as Code))];
  const [c0, c1, s0, s1] = [cosTable, sinTable].flatMap((table) => [
    table[2 * position] as number,
    table[2 * position + 1] as number,
  ]) as [number, number, number, number];
  const pair = (low: number, high: number) => (low & 0xffff) | (high << 16);
  const forA = v128.const([pair(c0, -s0), pair(c1, -s1), pair(c0, -s0), pair(c1, -s1)]);
  const forB = v128.const([pair(s0, c0), pair(s1, c1), pair(s0, c0), pair(s1, c1)]);
  return [
    set(raw, bytes),
    into.map((half, i) => [
      set(half, widened[i] as Code),
      set(a, roundedShift(i32x4.dotI16x8S(half, forA), 14)),
      set(b, i32x4.shl(roundedShift(i32x4.dotI16x8S(half, forB), 14), i32.const(16))),
      set(half, v128.bitselect(a, b, i32x4.splat(i32.const(0xffff)))),
    ]),
  ];
}

const lanesOfWords = (words: readonly number[]) =>
  words.flatMap((w) => [0, 1, 2, 3].map((b) => 4 * w + b));
const evenWords = lanesOfWords([0, 2, 4, 6]);
const oddWords = lanesOfWords([1, 3, 5, 7]);
const highWords = lanesOfWords([2, 3, 2, 3]);

/** Query times key of 4 heads, one a lane. */
function scores(query: Rotated, key: Rotated, [low, high]: readonly Local[]): Code {
  if (!low || !high) throw new RangeError("Two scratch locals expected");
  return [
    set(low, i32x4.dotI16x8S(query[0], key[0])),
    set(high, i32x4.dotI16x8S(query[1], key[1])),
    i32x4.add(i8x16.shuffle(low, high, evenWords), i8x16.shuffle(low, high, oddWords)),
  ];
}

/** Scores to table values, in place. */
function softmaxWeights(scoresOf: readonly Local[], max: Local, index: Local): Code {
  const [first, ...others] = scoresOf as [Local, ...Local[]];
  const lookUp = (lane: number) => i32.load16u(i32x4.extractLane(index, lane), expTableAt);
  return [
    set(
      max,
      others.reduce<Code>((sofar, score) => i32x4.maxS(sofar, score), first),
    ),
    scoresOf.map((score) => [
      set(index, i32x4.minS(roundedShift(i32x4.sub(max, score), 6), i32x4.splat(i32.const(255)))),
      set(index, i32x4.shl(index, i32.const(1))), // entries of two bytes
      set(score, i32x4.splat(lookUp(0))),
      [1, 2, 3].map((lane) => set(score, i32x4.replaceLane(score, lane, lookUp(lane)))),
    ]),
  ];
}

/** The mean of the values under the weights, packed to the 16 bytes of 4 heads. */
function weightedValues(
  packed: Local,
  weightsOf: readonly Local[],
  values: readonly Local[],
  fn: { v128: () => Local },
): Code {
  const [sum, total, invertLow, invertHigh, tieLow, tieHigh] = [
    fn.v128(),
    fn.v128(),
    fn.v128(),
    fn.v128(),
    fn.v128(),
    fn.v128(),
  ] as const;
  const one = f64x2.splat(1);
  const highHalf = (value: Local) => i8x16.shuffle(value, value, highWords);
  const dimension = (d: number): Code => {
    const byteOf = (j: number) =>
      i32x4.shrS(i32x4.shl(values[j] as Local, i32.const(24 - 8 * d)), i32.const(24));
    const rounded = (half: Code, tie: Local, invert: Local) =>
      f64x2.add(
        f64x2.mul(f64x2.add(f64x2.convertLowI32x4S(half), tie), invert),
        f64x2.splat(3 * 2 ** 51),
      );
    const byte = v128.and(
      i8x16.shuffle(
        rounded(sum, tieLow, invertLow),
        rounded(highHalf(sum), tieHigh, invertHigh),
        evenWords,
      ),
      i32x4.splat(i32.const(0xff)),
    );
    return [
      set(sum, weightsOf.map((w, j) => i32x4.mul(w, byteOf(j))).reduce(i32x4.add)),
      set(packed, d === 0 ? byte : v128.or(packed, i32x4.shl(byte, i32.const(8 * d)))),
    ];
  };
  return [
    set(
      total,
      weightsOf.reduce<Code>(
        (sofar, w) => (sofar === w ? w : i32x4.add(sofar, w)),
        weightsOf[0] as Local,
      ),
    ),
    set(invertLow, f64x2.div(one, f64x2.convertLowI32x4S(total))),
    set(invertHigh, f64x2.div(one, f64x2.convertLowI32x4S(highHalf(total)))),
    // 1 where the total is even.
    set(total, v128.and(v128.xor(total, i32x4.splat(i32.const(1))), i32x4.splat(i32.const(1)))),
    set(tieLow, f64x2.mul(f64x2.convertLowI32x4S(total), f64x2.splat(0.5))),
    set(tieHigh, f64x2.mul(f64x2.convertLowI32x4S(highHalf(total)), f64x2.splat(0.5))),
    [0, 1, 2, 3].map(dimension),
  ];
}
