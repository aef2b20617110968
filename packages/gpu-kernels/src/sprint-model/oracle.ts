/**
 * The Sprint's transformer in plain loops: the definition that every kernel is held to.
 *
 * Matrices are row-major. Positions are rows: a nonce has 4, a batch of B nonces 4 B. Int8 stands for values in
 * [-127, 127]; the residual is i32. Slow on purpose: nothing here is clever.
 */
import type { SprintParams } from "@stadion/protocol/params";
import {
  cosTable,
  expTable,
  generateBlock,
  generatedValue,
  keyWords,
  siluTable,
  sinTable,
} from "@stadion/protocol/sprint";
import { bitLength, clamp, isqrt, rsh } from "./arithmetic.ts";

export const positions = 4;

/** The tensors of a layer, and the head, by kind (SP9). */
export const tensorKinds = ["qkv", "o", "gate", "up", "down", "head"] as const;
export type TensorKind = (typeof tensorKinds)[number];

/** Rows, columns and generator index of a tensor (SP9). `layer` is ignored for the head. */
export function tensorShape(
  kind: TensorKind,
  layer: number,
  { dim, ffn, vocab, layers }: SprintParams,
): { rows: number; columns: number; tensor: number } {
  const index = tensorKinds.indexOf(kind);
  const tensor = 8 * (kind === "head" ? layers : layer) + index;
  const rows = kind === "down" ? ffn : dim;
  const columns = { qkv: 3 * dim, o: dim, gate: ffn, up: ffn, down: dim, head: vocab }[kind];
  return { rows, columns, tensor };
}

/** A tensor, int8 (rows, columns) (SP9). */
export function generateTensor(
  modelKey: Uint8Array,
  kind: TensorKind,
  layer: number,
  params: SprintParams,
): Int8Array {
  const { rows, columns, tensor } = tensorShape(kind, layer, params);
  const key = keyWords(modelKey);
  const values = new Int8Array(rows * columns);
  for (let k = 0; k < rows; k += 64) {
    for (let n = 0; n < columns; n++) {
      const block = generateBlock(key, tensor, (k / 64) * columns + n);
      for (let i = 0; i < 64; i++) values[(k + i) * columns + n] = generatedValue(block, i);
    }
  }
  return values;
}

/** The residual that a nonce starts with, i32 (4, D) (SP10). */
export function embed(inputSeed: Uint8Array, { dim }: SprintParams): Int32Array {
  const key = keyWords(inputSeed);
  const x = new Int32Array(positions * dim);
  for (let j = 0; j < x.length; j += 64) {
    const block = generateBlock(key, 0, j / 64);
    for (let i = 0; i < 64; i++) x[j + i] = generatedValue(block, i) << 7;
  }
  return x;
}

/** Each row of x to int8 with root mean square 32 (SP11). */
export function norm(x: Int32Array, dim: number): Int8Array {
  const y = new Int8Array(x.length);
  for (let row = 0; row < x.length; row += dim) {
    let largest = 0;
    for (let i = row; i < row + dim; i++) largest = Math.max(largest, Math.abs(at(x, i)));
    const e = Math.max(0, bitLength(largest) - 11);
    let squares = 0;
    for (let i = row; i < row + dim; i++) squares += rsh(at(x, i), e) ** 2;
    const r = Math.max(1, isqrt(Math.floor(squares / dim)));
    const m = Math.floor(2 ** 21 / r);
    for (let i = row; i < row + dim; i++) y[i] = clamp(rsh(Math.imul(rsh(at(x, i), e), m), 16));
  }
  return y;
}

/** A W: int8 (M, K) times int8 (K, N) to i32 (M, N), exact (SP12). */
export function multiply(a: Int8Array, w: Int8Array, columns: number): Int32Array {
  const inner = w.length / columns;
  const rows = a.length / inner;
  const c = new Int32Array(rows * columns);
  for (let m = 0; m < rows; m++) {
    for (let k = 0; k < inner; k++) {
      const value = at(a, m * inner + k);
      const from = k * columns;
      const to = m * columns;
      for (let n = 0; n < columns; n++) c[to + n] = at(c, to + n) + value * at(w, from + n);
    }
  }
  return c;
}

/** Sums to int8 (SP12). */
export function requantise(sums: Int32Array, { requantShift }: SprintParams): Int8Array {
  return Int8Array.from(sums, (sum) => clamp(rsh(5 * sum, requantShift)));
}

/** Rotated query or key of one head at one position, 4 values (SP13). */
function rotate(t: Int8Array, from: number, position: number): number[] {
  const out: number[] = [];
  for (let pair = 0; pair < 2; pair++) {
    const a = at(t, from + 2 * pair);
    const b = at(t, from + 2 * pair + 1);
    const cos = at(cosTable, 2 * position + pair);
    const sin = at(sinTable, 2 * position + pair);
    out.push(rsh(a * cos - b * sin, 14), rsh(a * sin + b * cos, 14));
  }
  return out;
}

/** Attention over 4 positions: t int8 (4 B, 3 D) to int8 (4 B, D) (SP13). */
export function attend(t: Int8Array, { dim, heads }: SprintParams): Int8Array {
  const out = new Int8Array(t.length / 3);
  const width = 3 * dim;
  for (let first = 0; first < out.length / dim; first += positions) {
    for (let head = 0; head < heads; head++) {
      const place = (p: number, part: number) => (first + p) * width + part * dim + 4 * head;
      const keys = [0, 1, 2, 3].map((p) => rotate(t, place(p, 1), p));
      for (let i = 0; i < positions; i++) {
        const query = rotate(t, place(i, 0), i);
        const scores = keys.slice(0, i + 1).map((key) => dot4(query, key));
        const top = Math.max(...scores);
        const shares = scores.map((s) => at(expTable, Math.min(255, rsh(top - s, 6))));
        const total = shares.reduce((sum, share) => sum + share, 0);
        for (let d = 0; d < 4; d++) {
          let sum = 128 * total + (total >> 1);
          for (const [j, share] of shares.entries()) sum += share * at(t, place(j, 2) + d);
          out[(first + i) * dim + 4 * head + d] = Math.floor(sum / total) - 128;
        }
      }
    }
  }
  return out;
}

/** Gate and up, int8 (M, F), to int8 (M, F) (SP14). */
export function gateUp(gate: Int8Array, up: Int8Array): Int8Array {
  return Int8Array.from(gate, (g, i) => clamp(rsh(at(siluTable, g + 128) * at(up, i), 5)));
}

/** Adds a branch to the residual, in place (SP15). */
export function addBranch(x: Int32Array, sums: Int32Array, shift: number): void {
  for (let i = 0; i < x.length; i++) x[i] = at(x, i) + rsh(at(sums, i), shift);
}

function dot4(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, d) => sum + value * (b[d] as number), 0);
}

function at(values: Int8Array | Int16Array | Uint16Array | Int32Array, i: number): number {
  return values[i] as number;
}
