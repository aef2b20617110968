/**
 * ChaCha8 (SP7) in four lanes, one block a lane, written as panels of the matrix product.
 *
 * Blocks index..index+3 are columns n..n+3 over the same 64 rows k (SP9). Output word w of the four lanes is therefore
 * already what `gemm.wasm.ts` reads: 4 columns by 4 consecutive k. Nothing is transposed.
 *
 * Of the first column round, three quarter rounds of four do not touch the index: they are the same for a whole tensor.
 * `prepared` (64 words, from `prepareTensor`) holds, one v128 splat each,
 *
 *     0-15   the state after them: words 0, 4, 8, 12 of the remaining one are as at the start, word 0 = c0 + k0
 *     16-31  the initial state, to be added at the end (word 12 is the index)
 */
import {
  type Code,
  countDown,
  defineFunction,
  type Local,
  set,
  type WasmFunction,
} from "./assembler.ts";
import type { Dot } from "./gemm.wasm.ts";
import { i8x16, i32, i32x4, v128 } from "./instructions.ts";
import { rotationsAt } from "./layout.ts";

/**
 * Lanes of the rotations by 16 and by 8. They are read from memory: V8 builds a constant anew at each use, through
 * the one port that shuffles, and so a third of the speed was lost.
 */
export const rotations = [
  2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15,
  12, 13, 14,
];
const rotate16 = v128.load(i32.const(0), rotationsAt);
const rotate8 = v128.load(i32.const(0), rotationsAt + 16);

const columnRound = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
] as const;
const diagonalRound = [
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const word = (index: number): number => 4 * index;

/** Words 0 to 3 of every block (SP7). */
export const chachaConstants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

type Four = readonly [Local, Local, Local, Local];

/** Code for the rounds over 16 words of four blocks. */
export function roundsOver(state: readonly Local[], dot: Dot) {
  const at = (index: number) => state[index] as Local;
  const rotateLeft = (target: Local, value: Code, count: number): Code => [
    set(target, value),
    set(
      target,
      v128.or(i32x4.shl(target, i32.const(count)), i32x4.shrU(target, i32.const(32 - count))),
    ),
  ];
  const shuffled = dot === "relaxed" ? i8x16.relaxedSwizzle : i8x16.swizzle;
  const afterFirstAdd = ([a, b, c, d]: Four): Code[] => [
    set(d, shuffled(v128.xor(d, a), rotate16)),
    set(c, i32x4.add(c, d)),
    rotateLeft(b, v128.xor(b, c), 12),
    set(a, i32x4.add(a, b)),
    set(d, shuffled(v128.xor(d, a), rotate8)),
    set(c, i32x4.add(c, d)),
    rotateLeft(b, v128.xor(b, c), 7),
  ];
  const quarterRound = ([a, b, c, d]: readonly [number, number, number, number]): Code[] => [
    set(at(a), i32x4.add(at(a), at(b))),
    ...afterFirstAdd([at(a), at(b), at(c), at(d)]),
  ];
  return {
    /** A quarter round whose first addition is done. */
    afterFirstAdd,
    column: columnRound.map(quarterRound),
    diagonal: diagonalRound.map(quarterRound),
  };
}

/**
 * Fills a panel: for `blocks` steps of 64 rows, the columns of `index`..`index + 7`; each step adds `columns` (N) to
 * the index.
 */
export function generatePanel(dot: Dot): WasmFunction {
  return defineFunction(
    "generatePanel",
    ["prepared", "index", "columns", "blocks", "out"],
    (fn, p) => {
      const state = Array.from({ length: 16 }, fn.v128);
      const counter = fn.v128();
      const side = fn.i32();
      const out = fn.i32();
      const at = (index: number) => state[index] as Local;

      const { afterFirstAdd, column, diagonal } = roundsOver(state, dot);
      const stored = (value: Code, index: number): Code => storeWeights(dot, out, value, index);
      const fourBlocks: Code[] = [
        state.map((target, index) =>
          index === 12
            ? set(target, counter)
            : set(target, v128.load32Splat(p.prepared, word(index))),
        ),
        afterFirstAdd([at(0), at(4), at(8), at(12)]),
        diagonal,
        Array.from({ length: 3 }, () => [column, diagonal]),
        state.map((value, index) => [
          set(
            value,
            i32x4.add(
              value,
              index === 12 ? counter : v128.load32Splat(p.prepared, word(16 + index)),
            ),
          ),
          stored(value, index),
        ]),
      ];
      const lanes = v128.const([0, 1, 2, 3]);
      fn.body(
        countDown(p.blocks, [
          set(side, i32.const(2)),
          set(out, p.out),
          set(counter, i32x4.add(i32x4.splat(p.index), lanes)),
          countDown(side, [
            fourBlocks,
            set(counter, i32x4.add(counter, v128.const([4, 4, 4, 4]))),
            set(out, i32.add(out, i32.const(16))),
          ]),
          set(p.index, i32.add(p.index, p.columns)),
          set(p.out, i32.add(p.out, i32.const(dot === "i16" ? 1024 : 512))),
        ]),
      );
    },
  );
}

/** Word `index` of four columns: bytes b & 0x7e, as they are or as the pairs (0, 2) and (1, 3) of i16. */
function storeWeights(dot: Dot, out: Local, value: Code, index: number): Code {
  if (dot === "relaxed") {
    return v128.store(out, v128.and(value, i32x4.splat(i32.const(0x7e7e7e7e))), 32 * index);
  }
  const even = i32x4.splat(i32.const(0x007e007e));
  return [
    v128.store(out, v128.and(value, even), 64 * index),
    v128.store(out, v128.and(i32x4.shrU(value, i32.const(8)), even), 64 * index + 32),
  ];
}

/** The words that `generatePanel` reads for one tensor. */
export function prepareTensor(key: Uint8Array, tensor: number): Uint32Array {
  const keyView = new DataView(key.buffer, key.byteOffset, 32);
  const initial = new Uint32Array(16);
  initial.set(chachaConstants);
  for (let i = 0; i < 8; i++) initial[4 + i] = keyView.getUint32(4 * i, true);
  initial[13] = tensor;
  const state = initial.slice();
  for (const quarter of columnRound.slice(1)) quarterRoundOf(state, quarter);
  state[0] = (state[0] as number) + (state[4] as number);
  const prepared = new Uint32Array(32);
  prepared.set(state);
  prepared.set(initial, 16);
  return prepared;
}

function quarterRoundOf(
  state: Uint32Array,
  [a, b, c, d]: readonly [number, number, number, number],
): void {
  const half = (left: number, right: number) => {
    state[a] = (state[a] as number) + (state[b] as number);
    state[d] = rotated((state[d] as number) ^ (state[a] as number), left);
    state[c] = (state[c] as number) + (state[d] as number);
    state[b] = rotated((state[b] as number) ^ (state[c] as number), right);
  };
  half(16, 12);
  half(8, 7);
}

const rotated = (value: number, count: number): number =>
  (value << count) | (value >>> (32 - count));
