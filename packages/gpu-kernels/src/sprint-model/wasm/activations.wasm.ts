/**
 * How int8 values become activations, and the rounding of all.
 *
 * Relaxed: bytes as they are. i16: widened, with the two middle ones of each four exchanged, since weights come as the
 * even and the odd bytes of a word.
 */
import { type Code, type Local, set } from "./assembler.ts";
import type { Dot } from "./gemm.wasm.ts";
import { i8x16, i16x8, i32, i32x4, v128 } from "./instructions.ts";

/** Order of the bytes of a word before they are widened for the i16 dot. */
const evenThenOdd = [0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15];

/** Stores 8 values of one row and 8 of the next as activations, and moves `out` two rows on. */
export function storeActivationPair(
  dot: Dot,
  out: Local,
  outStride: Code,
  values: Local,
): readonly Code[] {
  const next = set(out, i32.add(out, outStride));
  if (dot === "relaxed")
    return [v128.store64Lane(out, values, 0), next, v128.store64Lane(out, values, 1), next];
  return [
    set(values, i8x16.shuffle(values, values, evenThenOdd)),
    v128.store(out, i16x8.extendLowI8x16S(values)),
    next,
    v128.store(out, i16x8.extendHighI8x16S(values)),
    next,
  ];
}

/** Stores 16 values of one row as activations. */
export function storeActivations(dot: Dot, out: Code, values: Local): readonly Code[] {
  if (dot === "relaxed") return [v128.store(out, values)];
  return [
    set(values, i8x16.shuffle(values, values, evenThenOdd)),
    v128.store(out, i16x8.extendLowI8x16S(values)),
    v128.store(out, i16x8.extendHighI8x16S(values), 16),
  ];
}

/** rsh of each i32 lane (SP2). */
export function roundedShift(value: Code, shift: number): Code {
  if (shift === 0) return value;
  const half = i32x4.splat(i32.const(2 ** (shift - 1)));
  return i32x4.shrS(i32x4.add(value, half), i32.const(shift));
}
