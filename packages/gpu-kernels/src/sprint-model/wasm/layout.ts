/**
 * Where things lie in the wasm memory, in bytes.
 *
 *     0       tables: silu differences, exp, rotations
 *     1024    control words of the team
 *     4096    what all threads share: seeds, residual, normed rows, qkv, gated rows, outputs
 *     …       for each thread: prepared tensors, panel, sums, gate
 *
 * Rows of activations that a tile reads six at a time are padded by one cache line: at a stride of 8,192 bytes they
 * would all fall into the same sets of the cache.
 */
import type { SprintParams } from "@stadion/protocol/params";
import type { Dot } from "./gemm.wasm.ts";

/** d[a] = a - silu[a] for a in 0..127, u8. */
export const siluTableAt = 0;
/** 256 u16. */
export const expTableAt = 128;
/** Two masks of 16 bytes, see chacha.wasm.ts. */
export const rotationsAt = 640;
export const controlAt = 1024;
const sharedAt = 4096;

const pageBytes = 65536;
const cacheLine = 64;

/** Rows k of a panel that are generated and multiplied at a time: 8 KiB stay in the first cache. */
export const panelRows = 1024;

/** Columns of one panel. */
export const panelColumns = 8;

/** 32 words, see chacha.wasm.ts. */
const preparedBytes = 128;

/** Bytes of one row of a panel's sums: eight i32. */
export const sumsRowBytes = 4 * panelColumns;

/** Bytes of one weight or activation. */
export const elementBytes = (dot: Dot): 1 | 2 => (dot === "i16" ? 2 : 1);

/** Bytes of one input seed (SP6). */
export const seedBytes = 32;

/** Nonces that the memory of a team holds. */
export const nonceCapacity = 64;

/** Panels that one claim sums up side by side: long activations are read half as often. */
export const panelsPerClaim = 2;

/** Addresses of one thread's own memory. */
export interface ThreadLayout {
  /** Two prepared tensors: gate and up are made side by side. */
  readonly prepared: readonly [number, number];
  readonly panel: number;
  /** i32 [panel][rows][8] */
  readonly sums: number;
  /** i8 [rows][8] */
  readonly gate: number;
}

export interface MemoryLayout {
  /** Rows that fit: four positions of each nonce. */
  readonly rows: number;
  /** Input seeds, 32 bytes a nonce. */
  readonly seeds: number;
  /** i32 [rows][D] */
  readonly residual: number;
  /** Activations [rows][D], at `dimStride`. */
  readonly normed: number;
  readonly dimStride: number;
  /** i8 [rows][3D] */
  readonly qkv: number;
  /** Activations [rows][F], at `ffnStride`. */
  readonly gated: number;
  readonly ffnStride: number;
  /** i32 [rows][8], where sums start: -63 * row sum, eight times. */
  readonly starts: number;
  /** i8 [rows / 4, padded][V] */
  readonly output: number;
  readonly threads: readonly ThreadLayout[];
  readonly pages: number;
}

/** Rows that a product may write: tiles are 6 or 4 high, and cover at most this. */
export const paddedRows = (rows: number): number => 4 * Math.ceil(rows / 4);

export function layOut(
  params: SprintParams,
  batch: number,
  threads: number,
  dot: Dot,
): MemoryLayout {
  const element = elementBytes(dot);
  const rows = 4 * batch;
  let end = sharedAt;
  const take = (bytes: number): number => {
    const start = end;
    end += Math.ceil(bytes / cacheLine) * cacheLine;
    return start;
  };
  const dimStride = params.dim * element + cacheLine;
  const ffnStride = params.ffn * element + cacheLine;
  const shared = {
    rows,
    seeds: take(batch * seedBytes),
    residual: take(rows * params.dim * 4),
    normed: take(rows * dimStride),
    dimStride,
    qkv: take(rows * 3 * params.dim),
    gated: take(rows * ffnStride),
    ffnStride,
    starts: take(rows * sumsRowBytes),
    output: take(paddedRows(batch) * params.vocab),
  };
  const own = Array.from({ length: threads }, () => {
    end = Math.ceil(end / 4096) * 4096;
    return {
      prepared: [take(preparedBytes), take(preparedBytes)] as const,
      panel: take(Math.max(panelRows, params.dim) * panelColumns * element),
      sums: take(panelsPerClaim * rows * sumsRowBytes),
      gate: take(rows * 8),
    };
  });
  return { ...shared, threads: own, pages: Math.ceil(end / pageBytes) };
}
