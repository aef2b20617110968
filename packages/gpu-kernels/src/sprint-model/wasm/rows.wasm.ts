/**
 * What is done to whole rows between products: the norm (SP11) and the sums of activations.
 */

import { storeActivations } from "./activations.wasm.ts";
import {
  type Code,
  countDown,
  defineFunction,
  doWhile,
  type Local,
  set,
  tee,
  type WasmFunction,
} from "./assembler.ts";
import type { Dot } from "./gemm.wasm.ts";
import { i8x16, i16x8, i32, i32x4, v128 } from "./instructions.ts";

const allLanes = [0, 1, 2, 3];
const zeros = v128.const([0, 0, 0, 0]);

/** i32 rows of `dim` values at `residual`, one after the other, to activations at `out`. Exact: all fits i32 (SP11). */
export function normRows(dot: Dot): WasmFunction {
  return defineFunction("normRows", ["residual", "dim", "rows", "out", "outStride"], (fn, p) => {
    const [pointer, target, left, exponent, half, scale, scalar] = [
      fn.i32(),
      fn.i32(),
      fn.i32(),
      fn.i32(),
      fn.i32(),
      fn.i32(),
      fn.i32(),
    ];
    const [total, z] = [fn.v128(), fn.v128()];
    const quarter = [fn.v128(), fn.v128(), fn.v128(), fn.v128()];

    const overRow = (lanes: number, body: Code): Code => [
      set(pointer, p.residual),
      set(left, i32.divU(p.dim, i32.const(lanes))),
      doWhile(
        [body, set(pointer, i32.add(pointer, i32.const(4 * lanes)))],
        tee(left, i32.sub(left, i32.const(1))),
      ),
    ];
    const shifted = (offset: number) =>
      i32x4.shrS(i32x4.add(v128.load(pointer, offset), i32x4.splat(half)), exponent);

    fn.body(
      countDown(p.rows, [
        set(total, zeros),
        overRow(4, set(total, i32x4.maxS(total, i32x4.abs(v128.load(pointer))))),
        set(scalar, i32.const(0)),
        allLanes.map((lane) => [
          set(left, i32x4.extractLane(total, lane)),
          set(scalar, i32.select(left, scalar, i32.gtS(left, scalar))),
        ]),
        // 32 - clz is the bit length.
        set(exponent, i32.sub(i32.const(21), i32.clz(scalar))),
        set(exponent, i32.select(exponent, i32.const(0), i32.gtS(exponent, i32.const(0)))),
        // 2^(e - 1), and 0 for e = 0.
        set(half, i32.shrU(i32.shl(i32.const(1), exponent), i32.const(1))),
        set(total, zeros),
        overRow(4, [set(z, shifted(0)), set(total, i32x4.add(total, i32x4.mul(z, z)))]),
        set(scalar, i32.isqrtU(i32.divU(sumOfLanes(total), p.dim))),
        set(scalar, i32.select(scalar, i32.const(1), scalar)),
        set(scale, i32.divU(i32.const(1 << 21), scalar)),
        set(target, p.out),
        overRow(16, [
          quarter.map((value, index) =>
            set(
              value,
              i32x4.shrS(
                i32x4.add(
                  i32x4.mul(shifted(16 * index), i32x4.splat(scale)),
                  i32x4.splat(i32.const(0x8000)),
                ),
                i32.const(16),
              ),
            ),
          ),
          set(
            z,
            i8x16.maxS(
              i8x16.narrowI16x8S(
                i16x8.narrowI32x4S(quarter[0] as Local, quarter[1] as Local),
                i16x8.narrowI32x4S(quarter[2] as Local, quarter[3] as Local),
              ),
              i8x16.splat(i32.const(-127)),
            ),
          ),
          storeActivations(dot, target, z),
          set(target, i32.add(target, i32.const(dot === "i16" ? 32 : 16))),
        ]),
        set(p.residual, pointer),
        set(p.out, i32.add(p.out, p.outStride)),
      ]),
    );
  });
}

/**
 * For each row of activations, -63 times its sum in eight i32: where a product over weights + 63 starts.
 *
 * `blocks` counts 16 bytes of a row; `stride` is from row to row.
 */
export function startSums(dot: Dot): WasmFunction {
  return defineFunction(
    "startSums",
    ["activations", "stride", "blocks", "rows", "out"],
    (fn, p) => {
      const [pointer, left] = [fn.i32(), fn.i32()];
      const total = fn.v128();
      const loaded = v128.load(pointer);
      const pairsOf = dot === "i16" ? loaded : i16x8.extaddPairwiseI8x16S(loaded);
      fn.body(
        countDown(p.rows, [
          set(pointer, p.activations),
          set(left, p.blocks),
          set(total, zeros),
          doWhile(
            [
              set(total, i32x4.add(total, i32x4.extaddPairwiseI16x8S(pairsOf))),
              set(pointer, i32.add(pointer, i32.const(16))),
            ],
            tee(left, i32.sub(left, i32.const(1))),
          ),
          set(total, i32x4.splat(i32.mul(sumOfLanes(total), i32.const(-63)))),
          v128.store(p.out, total),
          v128.store(p.out, total, 16),
          set(p.out, i32.add(p.out, i32.const(32))),
          set(p.activations, i32.add(p.activations, p.stride)),
        ]),
      );
    },
  );
}

function sumOfLanes(value: Local): Code {
  return allLanes.map((lane) => i32x4.extractLane(value, lane)).reduce(i32.add);
}
