/**
 * The matrix product (SP12): rows of activations times one panel of 8 columns, with what follows it fused in.
 *
 *     activations  one row of 32-bit words; relaxed: 4 x i8 (k, k+1, k+2, k+3); i16: 2 x i16 (k, k+2) then (k+1, k+3)
 *     panel        for each word of a row: 8 words, one a column, of the same k; weights as b & 0x7e, so w + 63
 *     first        i32 [rows][8]: where the sums start, -63 * row sum, or the sums of earlier k
 *
 * A tile of 6 or 4 rows by 8 columns lives in registers for the whole of k: 12 sums, 2 panel words, 1 activation
 * are the 15 that V8 has on x64. `sixes` and `fours` say how many tiles of each height; they end at 0.
 *
 * |sum| <= 127 * 126 * 22,528 + 63 * 127 * 22,528 < 2^30: no step wraps. Contract: exact, where the dot is (GK2).
 */

import type { WasmFunction } from "./assembler.ts";
import {
  type Code,
  countDown,
  defineFunction,
  doWhile,
  type FunctionBuilder,
  type Local,
  set,
  tee,
} from "./assembler.ts";
import { i8x16, i16x8, i32, i32x4, v128 } from "./instructions.ts";
import { siluTableAt } from "./layout.ts";

/** How a product is summed: by the dot of two i16, or of four i8 with i7. */
export type Dot = "i16" | "relaxed";

/** Words of each row that one turn of the inner loop takes. */
const unroll = 4;

const rowBytes = 32;

const tall = 6;
const low = 4;

interface Tile {
  readonly fn: FunctionBuilder;
  /** [row][half of the 8 columns] */
  readonly sums: readonly (readonly [Local, Local])[];
}

/** Writes the tile's sums somewhere and moves its pointers on by the tile's rows. */
type Finish = (tile: Tile) => readonly Code[];

const gemmParameters = [
  "activations",
  "activationStride",
  "panel",
  "words",
  "first",
  "sixes",
  "fours",
  "out",
  "outStride",
] as const;

function defineGemm<const Extra extends readonly string[]>(
  name: string,
  dot: Dot,
  extra: Extra,
  finish: (
    p: { readonly [Name in (typeof gemmParameters)[number] | Extra[number]]: Local },
    fn: FunctionBuilder,
  ) => Finish,
): WasmFunction {
  return defineFunction(name, [...gemmParameters, ...extra], (fn, parameters) => {
    const p = parameters as {
      readonly [Name in (typeof gemmParameters)[number] | Extra[number]]: Local;
    };
    const sums = Array.from({ length: tall }, () => [fn.v128(), fn.v128()] as const);
    const rows = Array.from({ length: tall }, fn.i32);
    const columns = [fn.v128(), fn.v128()] as const;
    const activation = fn.v128();
    const panel = fn.i32();
    const left = fn.i32();
    const finishTile = finish(p, fn);

    const multiplyAdd = (sum: Local, column: Local) =>
      dot === "relaxed"
        ? i32x4.relaxedDotI8x16I7x16AddS(activation, column, sum)
        : i32x4.add(sum, i32x4.dotI16x8S(activation, column));
    const tile = (height: number): Code[] => [
      sums
        .slice(0, height)
        .map((sum, row) =>
          sum.map((half, side) => set(half, v128.load(p.first, row * rowBytes + side * 16))),
        ),
      rows
        .slice(0, height)
        .map((row, index) =>
          set(
            row,
            index === 0 ? p.activations : i32.add(rows[index - 1] as Local, p.activationStride),
          ),
        ),
      set(panel, p.panel),
      set(left, i32.shrU(p.words, i32.const(2))),
      doWhile(
        [
          Array.from({ length: unroll }, (_, step) => [
            columns.map((column, side) =>
              set(column, v128.load(panel, step * rowBytes + side * 16)),
            ),
            rows
              .slice(0, height)
              .map((row, index) => [
                set(activation, v128.load32Splat(row, 4 * step)),
                sums[index]?.map((sum, side) =>
                  set(sum, multiplyAdd(sum, columns[side] as Local)),
                ) ?? [],
              ]),
          ]),
          rows.slice(0, height).map((row) => set(row, i32.add(row, i32.const(4 * unroll)))),
          set(panel, i32.add(panel, i32.const(rowBytes * unroll))),
        ],
        tee(left, i32.sub(left, i32.const(1))),
      ),
      ...finishTile({ fn, sums: sums.slice(0, height) }),
      set(p.first, i32.add(p.first, i32.const(height * rowBytes))),
      set(p.activations, i32.add(p.activations, i32.mul(p.activationStride, i32.const(height)))),
    ];
    fn.body(countDown(p.sixes, tile(tall)), countDown(p.fours, tile(low)));
  });
}

/** The sums as they are, i32 [row][8] at `outStride`. */
function storeSums(dot: Dot): WasmFunction {
  return defineGemm(
    "multiplySums",
    dot,
    [],
    (p) =>
      ({ sums }) =>
        sums.flatMap(([left, right]) => [
          v128.store(p.out, left),
          v128.store(p.out, right, 16),
          set(p.out, i32.add(p.out, p.outStride)),
        ]),
  );
}

/** i8 [row][8]: q(sum) = clamp(rsh(5 * sum, shift)) (SP12). */
function storeRequantised(dot: Dot): WasmFunction {
  return defineGemm("multiplyRequantise", dot, ["shift"], (p, fn) => {
    const values = fn.v128();
    return ({ sums }) =>
      pairs(sums).flatMap(([upper, lower]) => [
        set(values, requantise(upper, lower, p.shift)),
        v128.store64Lane(p.out, values, 0),
        set(p.out, i32.add(p.out, p.outStride)),
        v128.store64Lane(p.out, values, 1),
        set(p.out, i32.add(p.out, p.outStride)),
      ]);
  });
}

/**
 * Activations [row][8]: clamp(rsh(silu[g] * q(sum), 5)) (SP14), with g i8 [row][8] at `gate`.
 *
 * The table obeys silu[-g] = silu[g] - g, so silu[g] = max(g, 0) - d[|g|] with d[a] = a - silu[a], 128 small bytes:
 * eight look-ups of 16, of which all but one give 0. |silu| <= 125, so the product fits i16.
 */
function storeGated(dot: Dot): WasmFunction {
  return defineGemm("multiplyGate", dot, ["shift", "gate"], (p, fn) => {
    const [up, gate, index, silu] = [fn.v128(), fn.v128(), fn.v128(), fn.v128()];
    const halfUp = (product: Code) =>
      i16x8.shrS(i16x8.add(product, i16x8.splat(i32.const(16))), i32.const(5));
    return ({ sums }) =>
      pairs(sums).flatMap(([upper, lower]) => [
        set(up, requantise(upper, lower, p.shift)),
        set(gate, v128.load(p.gate)),
        set(p.gate, i32.add(p.gate, i32.const(16))),
        set(index, i8x16.abs(gate)),
        set(silu, i8x16.maxS(gate, v128.const([0, 0, 0, 0]))),
        Array.from({ length: 8 }, (_, part) => [
          set(
            silu,
            i8x16.sub(silu, i8x16.swizzle(v128.load(i32.const(siluTableAt), 16 * part), index)),
          ),
          part < 7 ? set(index, i8x16.sub(index, i8x16.splat(i32.const(16)))) : [],
        ]),
        set(
          up,
          i8x16.maxS(
            i8x16.narrowI16x8S(
              halfUp(i16x8.extmulLowI8x16S(silu, up)),
              halfUp(i16x8.extmulHighI8x16S(silu, up)),
            ),
            i8x16.splat(i32.const(-127)),
          ),
        ),
        ...storeActivationPair(dot, p.out, p.outStride, up),
      ]);
  });
}

/** i32 [row][8] += rsh(sum, shift) (SP15). */
function addToResidual(dot: Dot): WasmFunction {
  return defineGemm(
    "multiplyResidual",
    dot,
    ["shift"],
    (p) =>
      ({ sums }) =>
        sums.flatMap((halves) => [
          halves.map((sum, side) =>
            v128.store(
              p.out,
              i32x4.add(v128.load(p.out, 16 * side), roundedShift(sum, p.shift)),
              16 * side,
            ),
          ),
          set(p.out, i32.add(p.out, p.outStride)),
        ]),
  );
}

export const gemmFunctions = (dot: Dot): WasmFunction[] => [
  storeSums(dot),
  storeRequantised(dot),
  storeGated(dot),
  addToResidual(dot),
];

/** Order of the bytes of a word before they are widened for the i16 dot. */
const evenThenOdd = [0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15];

/** Stores 8 values of one row and 8 of the next as activations, and moves `out` two rows on. */
function storeActivationPair(
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

/** rsh of each i32 lane (SP2), shift >= 1. */
export function roundedShift(value: Code, shift: Code): Code {
  const half = i32x4.splat(i32.shl(i32.const(1), i32.sub(shift, i32.const(1))));
  return i32x4.shrS(i32x4.add(value, half), shift);
}

function requantise(
  upper: readonly [Local, Local],
  lower: readonly [Local, Local],
  shift: Code,
): Code {
  const scaled = (sum: Local) => roundedShift(i32x4.add(i32x4.shl(sum, i32.const(2)), sum), shift);
  return i8x16.maxS(
    i8x16.narrowI16x8S(
      i16x8.narrowI32x4S(scaled(upper[0]), scaled(upper[1])),
      i16x8.narrowI32x4S(scaled(lower[0]), scaled(lower[1])),
    ),
    i8x16.splat(i32.const(-127)),
  );
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return Array.from({ length: items.length / 2 }, (_, i) => [
    items[2 * i] as T,
    items[2 * i + 1] as T,
  ]);
}
