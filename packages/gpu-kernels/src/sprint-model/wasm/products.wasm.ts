/**
 * Matrix products with what follows them in the model: nothing but the last result is written.
 *
 * The shifts are part of the code: a shift by a variable costs V8 four instructions for one.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { roundedShift, storeActivationPair } from "./activations.wasm.ts";
import { type Code, type Local, set, type WasmFunction } from "./assembler.ts";
import { type Dot, defineGemm } from "./gemm.wasm.ts";
import { i8x16, i16x8, i32, i32x4, v128 } from "./instructions.ts";
import { siluTableAt } from "./layout.ts";

/** What of the params is compiled in. */
export type Shifts = Pick<SprintParams, "requantShift" | "attentionShift" | "ffnShift">;

/** i8 [row][8]: q(sum) = clamp(rsh(5 * sum, shift)) (SP12). */
export function multiplyRequantise(dot: Dot, { requantShift }: Shifts): WasmFunction {
  return defineGemm("multiplyRequantise", dot, [], (p, fn) => {
    const values = fn.v128();
    return ({ sums }) =>
      pairs(sums).flatMap(([upper, lower]) => [
        set(values, requantise(upper, lower, requantShift)),
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
export function multiplyGate(dot: Dot, { requantShift }: Shifts): WasmFunction {
  return defineGemm("multiplyGate", dot, ["gate"], (p, fn) => {
    const [up, gate, index, silu] = [fn.v128(), fn.v128(), fn.v128(), fn.v128()];
    const halfUp = (product: Code) =>
      i16x8.shrS(i16x8.add(product, i16x8.splat(i32.const(16))), i32.const(5));
    return ({ sums }) =>
      pairs(sums).flatMap(([upper, lower]) => [
        set(up, requantise(upper, lower, requantShift)),
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
export function multiplyResidual(name: string, dot: Dot, shift: number): WasmFunction {
  return defineGemm(
    name,
    dot,
    [],
    (p) =>
      ({ sums }) =>
        sums.flatMap((halves) => [
          halves.map((sum, side) =>
            v128.store(
              p.out,
              i32x4.add(v128.load(p.out, 16 * side), roundedShift(sum, shift)),
              16 * side,
            ),
          ),
          set(p.out, i32.add(p.out, p.outStride)),
        ]),
  );
}

function requantise(
  upper: readonly [Local, Local],
  lower: readonly [Local, Local],
  shift: number,
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
