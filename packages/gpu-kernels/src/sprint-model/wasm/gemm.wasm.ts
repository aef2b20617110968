/**
 * The matrix product (SP12): rows of activations times one panel of 8 columns, with what follows it fused in.
 *
 *     activations  one row of 32-bit words; relaxed: 4 x i8 (k, k+1, k+2, k+3); i16: 2 x i16 (k, k+2) then (k+1, k+3)
 *     panel        for each word of a row: 8 words, one a column, of the same k; weights as b & 0x7e, so w + 63
 *     first        i32 [rows][8]: where the sums start, -63 * row sum, or the sums of earlier k
 *
 * A tile of 6 or 4 rows by 8 columns lives in registers for the whole of k. `sixes` and `fours` say how many tiles of
 * each height; they end at 0.
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
import { i32, i32x4, v128 } from "./instructions.ts";

/** How a product is summed: by the dot of two i16, or of four i8 with i7. */
export type Dot = "i16" | "relaxed";

/** Rows of a tile: 12 sums, 2 panel words and 1 activation are the 15 registers that V8 has on x64. */
const tall = 6;
/** The i16 dot has no sum built in and needs a register for its result. */
const low = 4;

/** Words of each row that one turn of the inner loop takes. */
const unroll = 4;

const rowBytes = 32;

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

export function defineGemm<const Extra extends readonly string[]>(
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
    if (dot === "relaxed") fn.body(countDown(p.sixes, tile(tall)));
    fn.body(countDown(p.fours, tile(low)));
  });
}

/** How many tiles of 6 and of 4 rows cover the rows, and at most three more. */
export function tiles(dot: Dot, rows: number): readonly [sixes: number, fours: number] {
  const even = Math.max(low, rows + (rows & 1));
  if (dot === "i16") return [0, Math.ceil(rows / low)];
  const fours = [0, 2, 1][(even % tall) / 2] as number;
  return [(even - low * fours) / tall, fours];
}

/** The sums as they are, i32 [row][8] at `outStride`. */
export function multiplySums(dot: Dot): WasmFunction {
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
