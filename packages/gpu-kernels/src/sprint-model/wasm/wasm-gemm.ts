/**
 * The matrix product by itself, on the thread that calls: to measure it, and to check it at any size.
 *
 * The operands lie in memory as in the model, but with all panels of the weights side by side:
 *
 *     activations  [rows], at a stride of one cache line more than a row
 *     starts       i32 [rows][8]
 *     panels       weights [columns / 8][inner][8]
 *     sums         i32 [columns / 8][rows][8]
 */
import { type Dot, tiles } from "./gemm.wasm.ts";
import { assembleProduct, bindKernels, createMemory, type ProductKernels } from "./kernels.ts";
import { elementBytes, paddedRows, panelColumns, panelRows, sumsRowBytes } from "./layout.ts";

export interface GemmShape {
  readonly rows: number;
  /** A multiple of 64. */
  readonly inner: number;
  /** A multiple of 8. */
  readonly columns: number;
}

export interface WasmGemm {
  /** Packs a, int8 (M, K) in [-127, 127], and w, odd int8 (K, N) in [-63, 63]. */
  load(a: Int8Array, w: Int8Array): void;
  /** a w, once. */
  run(): void;
  /** What `run` made, i32 (M, N). */
  sums(): Int32Array;
}

const activationsAt = 4096;

/** Compiles the kernels and takes memory for a product of this shape. */
export async function createWasmGemm(dot: Dot, shape: GemmShape): Promise<WasmGemm> {
  const { rows, inner, columns } = shape;
  if (inner % 64 !== 0 || columns % panelColumns !== 0)
    throw new RangeError(`A product of ${inner} by ${columns} is not of multiples of 64 and 8`);
  const element = elementBytes(dot);
  const stride = inner * element + 64;
  const panelBytes = inner * panelColumns * element;
  const sumsBytes = paddedRows(rows) * sumsRowBytes;
  const startsAt = activationsAt + paddedRows(rows) * stride;
  const panelsAt = startsAt + sumsBytes;
  const sumsAt = panelsAt + (columns / panelColumns) * panelBytes;
  const end = sumsAt + (columns / panelColumns) * sumsBytes;
  const memory = createMemory(Math.ceil(end / 65536), false);
  const kernels = await bindKernels<ProductKernels>(assembleProduct(dot), memory);

  const multiply = (panel: number, k: number) => {
    const depth = Math.min(panelRows, inner - k);
    const weights = panelsAt + panel * panelBytes + k * panelColumns * element;
    const sums = sumsAt + panel * sumsBytes;
    const first = k === 0 ? startsAt : sums;
    const words = (depth * element) / 4;
    const a = activationsAt + k * element;
    kernels.multiplySums(a, stride, weights, words, first, ...tiles(dot, rows), sums, sumsRowBytes);
  };
  return {
    load(a, w) {
      const View = dot === "i16" ? Int16Array : Int8Array;
      const all = new View(memory.buffer, 0, sumsAt / element);
      for (let m = 0; m < rows; m++)
        all.set(
          packRow(dot, a.subarray(m * inner, (m + 1) * inner)),
          (activationsAt + m * stride) / element,
        );
      all.set(packPanels(dot, w, columns), panelsAt / element);
    },
    run() {
      kernels.startSums(activationsAt, stride, (inner * element) / 16, rows, startsAt);
      for (let panel = 0; panel < columns / panelColumns; panel++)
        for (let k = 0; k < inner; k += panelRows) multiply(panel, k);
    },
    sums() {
      const sums = new Int32Array(memory.buffer, sumsAt, (columns * sumsBytes) / sumsRowBytes);
      const perPanel = sumsBytes / 4;
      return Int32Array.from({ length: rows * columns }, (_, i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        const lane = row * panelColumns + (column % panelColumns);
        return sums[Math.floor(column / panelColumns) * perPanel + lane] as number;
      });
    },
  };
}

/** Where element k of a packed row comes from: i16 words hold (k, k + 2) and (k + 1, k + 3). */
function source(dot: Dot, k: number): number {
  return dot === "i16" ? (k & ~3) + 2 * (k & 1) + ((k >> 1) & 1) : k;
}

function packRow(dot: Dot, row: Int8Array): number[] {
  return Array.from(row, (_, k) => row[source(dot, k)] as number);
}

/** Panels of w + 63: for each word of a row, that word of 8 columns. */
function packPanels(dot: Dot, w: Int8Array, columns: number): Int8Array | Int16Array {
  const packed = dot === "i16" ? new Int16Array(w.length) : new Int8Array(w.length);
  const word = 4 / elementBytes(dot);
  let to = 0;
  for (let n = 0; n < columns; n += panelColumns)
    for (let k = 0; k < w.length / columns; k += word)
      for (let column = n; column < n + panelColumns; column++)
        for (let i = k; i < k + word; i++)
          packed[to++] = (w[source(dot, i) * columns + column] as number) + 63;
  return packed;
}
