/**
 * Which dot this machine may use (GK2).
 *
 * The relaxed dot may treat its second operand as signed or unsigned and may saturate pairs, by machine. With seven-bit
 * weights no choice matters; the probe makes sure, on the kernel that will run, with sums as long and as large as
 * they get.
 */
import { type Dot, tiles } from "./gemm.wasm.ts";
import { assembleProduct, bindKernels, createMemory, type ProductKernels } from "./kernels.ts";

/** Which kernels to use; "auto" is the fastest that is exact here. */
export type DotChoice = "auto" | Dot;

export async function chooseDot(choice: DotChoice): Promise<Dot> {
  if (choice !== "i16") {
    if (await isExact("relaxed")) return "relaxed";
    if (choice === "relaxed") throw new Error("Relaxed SIMD is missing or not exact here");
  }
  if (await isExact("i16")) return "i16";
  throw new Error("Expected WebAssembly with SIMD, found none that is exact");
}

const rows = 10;
const columns = 8;
/** Long enough for the largest sum of the largest model (SP12). */
const depth = 22528;

/** Whether the kernels are accepted here, and right on extreme values. */
export async function isExact(dot: Dot): Promise<boolean> {
  const bytes = assembleProduct(dot);
  if (!WebAssembly.validate(bytes)) return false;
  const element = dot === "i16" ? 2 : 1;
  const activationsAt = 65536;
  const panelAt = activationsAt + rows * depth * element;
  const sumsAt = panelAt + columns * depth * element;
  const memory = createMemory(Math.ceil(sumsAt / 65536) + 1, false);
  const kernels = await bindKernels<ProductKernels>(bytes, memory);
  const View = dot === "i16" ? Int16Array : Int8Array;
  const activations = new View(memory.buffer, activationsAt, rows * depth);
  const panel = new View(memory.buffer, panelAt, columns * depth);
  const sums = new Int32Array(memory.buffer, sumsAt, rows * columns);
  const perWord = 4 / element;
  for (let i = 0; i < activations.length; i++)
    activations[i] = activation(Math.floor(i / depth), i % depth);
  for (let i = 0; i < panel.length; i++) {
    const k = perWord * Math.floor(i / (columns * perWord)) + (i % perWord);
    panel[i] = weight(k, Math.floor(i / perWord) % columns);
  }
  const words = depth / perWord;
  kernels.multiplySums(
    activationsAt,
    4 * words,
    panelAt,
    words,
    sumsAt,
    ...tiles(dot, rows),
    sumsAt,
    4 * columns,
  );
  return sums.every((sum, i) => sum === expected(Math.floor(i / columns), i % columns));
}

/** Rows of one extreme, of signs that alternate in each way a machine may pair them, and of a mix. */
function activation(row: number, k: number): number {
  const extremes = [127, -127, 0] as const;
  if (row < 3) return extremes[row] as number;
  if (row < 7) return (k >> (row - 3)) & 1 ? 127 : -127;
  return extremes[(k * row + (k >> 3)) % 3] as number;
}

function weight(k: number, column: number): number {
  if (column < 2) return 126 * column;
  if (column < 6) return 126 * ((k >> (column - 2)) & 1);
  return 2 * ((k * (column + 31) + (k >> 4)) % 64);
}

function expected(row: number, column: number): number {
  let sum = 0;
  for (let k = 0; k < depth; k++) sum += activation(row, k) * weight(k, column);
  return sum;
}
