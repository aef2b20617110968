// Our exact int8 product on a WebGPU device, through the pieces that the backend itself runs on.

import { bind } from "../../packages/gpu-kernels/src/sprint-model/webgpu/pacer.ts";
import { readBack } from "../../packages/gpu-kernels/src/sprint-model/webgpu/read-back.ts";
import type { Session } from "../../packages/gpu-kernels/src/sprint-model/webgpu/session.ts";
import { columns, entry, inner, operations } from "../product.ts";

const requantShift = 12;
const rounding = 2048;

export interface ExactProduct {
  /** The variant that the tuning sweep chose. */
  readonly variant: string;
  run(times: number): Promise<void>;
}

/** Loads a and w, multiplies once, and holds 500 entries against plain loops. */
export async function openExactProduct(
  session: Session,
  rows: number,
  a: Int8Array,
  w: Int8Array,
): Promise<ExactProduct> {
  const { device, pacer } = session;
  const tuning = await session.tune();
  pacer.rate = tuning.rate / 2;
  const kernels = session.candidates.find(({ variant }) => variant.name === tuning.variant);
  if (!kernels) throw new Error(`The chosen variant ${tuning.variant} is no candidate`);
  const { product, variant } = kernels;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
  const buffers = [rows * inner, inner * columns, rows * columns].map((size) =>
    device.createBuffer({ size, usage }),
  );
  const [rowsBuffer, weightsBuffer, out] = buffers as [GPUBuffer, GPUBuffer, GPUBuffer];
  device.queue.writeBuffer(rowsBuffer, 0, Int8Array.from(a));
  device.queue.writeBuffer(weightsBuffer, 0, packWords(w));
  const rowTiles = rows / variant.rows;
  const dispatch = {
    kernel: product,
    binding: bind(device, pacer, product, buffers),
    uniforms: [rowTiles, inner / 4, columns / 4, 0, requantShift, rounding],
    groups: rowTiles * (columns / variant.columns / 64),
    cost: operations(rows),
  };
  async function run(times: number): Promise<void> {
    for (let i = 0; i < times; i++) await pacer.add(dispatch);
    await pacer.finish();
  }
  await run(1);
  const [bytes] = await readBack(device, pacer, [{ buffer: out, bytes: rows * columns }] as const);
  const result = new Int8Array(bytes);
  for (let i = 0; i < 500; i++) {
    const [row, column] = [(i * 31) % rows, (i * 1021) % columns];
    const sum = (5 * entry(a, w, row, column) + rounding) >> requantShift;
    const wanted = Math.max(-127, Math.min(127, sum));
    if (result[row * columns + column] !== wanted)
      throw new Error(`The product is wrong at ${row}, ${column} under ${variant.name}`);
  }
  return { variant: variant.name, run };
}

/** Four k of one column to a word, words of a row side by side. */
function packWords(w: Int8Array): Int8Array<ArrayBuffer> {
  const packed = new Int8Array(w.length);
  for (let k = 0; k < inner; k++)
    for (let n = 0; n < columns; n++)
      packed[4 * (Math.floor(k / 4) * columns + n) + (k % 4)] = w[k * columns + n] as number;
  return packed;
}
