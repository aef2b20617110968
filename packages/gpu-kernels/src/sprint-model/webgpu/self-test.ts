/**
 * Start-up check of one device: every variant must give the oracle's bits (GK3).
 *
 * Two cases. A product at the ends of the value range, raw sums: what a saturating or unsigned dot gets wrong. And a small
 * model from seeds to score, every layer compared: what any other kernel gets wrong.
 */
import type { SprintParams } from "@stadion/protocol/params";
import type { SprintJob } from "../backend.ts";
import { multiply } from "../oracle.ts";
import { type SprintTrace, traceOracle } from "../trace.ts";
import { checked } from "./checked.ts";
import { createEngine } from "./engine.ts";
import { usage } from "./flags.ts";
import type { Kernels } from "./forward.ts";
import { bind, type Pacer } from "./pacer.ts";
import { readBack } from "./read-back.ts";
import { rowMultiple } from "./variants.ts";

/** F exceeds the 2,048 terms of one f32 sum; rows and columns straddle tiles and workgroups. */
const params: SprintParams = {
  layers: 2,
  dim: 64,
  heads: 16,
  ffn: 2112,
  vocab: 256,
  requantShift: 10,
  attentionShift: 1,
  ffnShift: 3,
  thresholdSquared: 16843009,
  passOneIn: 6,
  maxNonces: 1,
};
const job: SprintJob = {
  params,
  sprintSeed: new Uint8Array(32).fill(0x53),
  hostKey: new Uint8Array(32).fill(0x68),
};
const nonces = [0n, 1n, 2n ** 64n - 1n];

let known: SprintTrace | undefined;

/** Undefined when the variant is exact, else what differed. */
export async function selfTest(
  device: GPUDevice,
  pacer: Pacer,
  kernels: Kernels,
): Promise<string | undefined> {
  if (!(await extremeProductHolds(device, pacer, kernels))) return "Sums of extreme values differ";
  known ??= traceOracle(job, nonces);
  const engine = createEngine(device, kernels, pacer);
  try {
    return firstDifference(await engine.trace(job, nonces), known);
  } finally {
    engine.destroy();
  }
}

/** Where two traces part, in the order of computation. */
export function firstDifference(got: SprintTrace, wanted: SprintTrace): string | undefined {
  for (const [layer, residual] of wanted.residuals.entries()) {
    const other = got.residuals[layer];
    if (!other || !sameValues(other, residual)) return `The residual after layer ${layer} differs`;
  }
  if (!sameValues(got.outputs, wanted.outputs)) return "The output vectors differ";
  for (const [i, result] of wanted.results.entries()) {
    const other = got.results[i];
    if (!other || !sameValues(other.digest, result.digest)) return "A digest differs";
    for (const field of ["dot", "sum", "sumSquares", "level", "appropriate"] as const)
      if (other[field] !== result[field]) return `${field} differs`;
  }
  return got.results.length === wanted.results.length ? undefined : "Results are missing";
}

const inner = 2304;
const columns = 288;
const height = 9;

async function extremeProductHolds(
  device: GPUDevice,
  pacer: Pacer,
  { product, variant }: Kernels,
): Promise<boolean> {
  const buffer = (size: number) =>
    device.createBuffer({ size, usage: usage.storage | usage.copySrc | usage.copyDst });
  const { a, w, packed } = extremes();
  const rows = buffer(rowMultiple * inner);
  const weights = buffer(packed.byteLength);
  const sums = buffer(4 * rowMultiple * columns);
  try {
    const raw = await checked(device, async () => {
      device.queue.writeBuffer(rows, 0, a);
      device.queue.writeBuffer(weights, 0, packed);
      const rowTiles = Math.ceil(height / variant.rows);
      await pacer.add({
        kernel: product,
        binding: bind(device, pacer, product, [rows, weights, sums]),
        // Added to zeros and not shifted: the sums as they are.
        uniforms: [rowTiles, inner / 4, columns / 4, 1, 0, 0],
        groups: rowTiles * Math.ceil(columns / variant.columns / 64),
        cost: 2 * inner * columns * rowTiles * variant.rows,
      });
      return (
        await readBack(device, pacer, [{ buffer: sums, bytes: 4 * height * columns }] as const)
      )[0];
    });
    return sameValues(new Int32Array(raw), multiply(a, w, columns));
  } finally {
    for (const each of [rows, weights, sums]) each.destroy();
  }
}

/** Rows of ±127 and 0, columns of ±63, in every pairing of signs; the rest spread over the range. */
function extremes() {
  const a = new Int8Array(height * inner);
  for (let m = 0; m < height; m++)
    for (let k = 0; k < inner; k++) a[m * inner + k] = pattern(m, k, 127);
  const w = new Int8Array(inner * columns);
  const packed = new Int8Array(inner * columns);
  for (let k = 0; k < inner; k++) {
    for (let n = 0; n < columns; n++) {
      const value = pattern(n % 8, k, 63) | 1;
      w[k * columns + n] = value;
      packed[((k >> 2) * columns + n) * 4 + (k & 3)] = value;
    }
  }
  return { a, w, packed };
}

function pattern(kind: number, k: number, most: number): number {
  switch (kind) {
    case 0:
      // One even value makes the sum odd: f32 would still hold an even one above 2^24.
      return k === 5 ? most - 1 : most;
    case 1:
      return -most;
    case 2:
      return k % 2 === 0 ? most : -most;
    case 3:
      return 0;
    default:
      return ((k * (2 * kind + 1) + kind) % (2 * most + 1)) - most;
  }
}

function sameValues(
  a: Int32Array | Int8Array | Uint8Array,
  b: Int32Array | Int8Array | Uint8Array,
): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
