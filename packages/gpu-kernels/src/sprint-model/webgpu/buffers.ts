import type { SprintParams } from "@stadion/protocol/params";
import { positions, tensorKinds, tensorShape } from "../oracle.ts";
import { usage } from "./flags.ts";
import { tableWords } from "./tables.ts";
import { rowMultiple } from "./variants.ts";

/** WebGPU's default limit on one storage binding, in bytes (GK4). */
export const maxBindingBytes = 128 * 1024 * 1024;

/** Everything one batch needs on the device. */
export interface BatchBuffers {
  readonly tables: GPUBuffer;
  readonly targetVector: GPUBuffer;
  readonly seeds: GPUBuffer;
  readonly residual: GPUBuffer;
  readonly normed: GPUBuffer;
  readonly qkv: GPUBuffer;
  readonly mixed: GPUBuffer;
  readonly gate: GPUBuffer;
  readonly up: GPUBuffer;
  readonly weights: GPUBuffer;
  readonly outputs: GPUBuffer;
  readonly digests: GPUBuffer;
  readonly permutations: GPUBuffer;
  readonly scores: GPUBuffer;
}

/** Bytes of each buffer for a batch of nonces. */
export function batchBytes(
  params: SprintParams,
  batch: number,
): Record<keyof BatchBuffers, number> {
  const { dim, ffn, vocab } = params;
  const rows = roundUp(positions * batch);
  const tensors = tensorKinds.map((kind) => tensorShape(kind, 0, params));
  return {
    tables: tableWords().byteLength,
    targetVector: vocab,
    seeds: 32 * batch,
    residual: 4 * rows * dim,
    normed: rows * dim,
    qkv: 3 * rows * dim,
    mixed: rows * dim,
    gate: rows * ffn,
    up: rows * ffn,
    weights: Math.max(...tensors.map((tensor) => tensor.rows * tensor.columns)),
    outputs: roundUp(batch) * vocab,
    digests: 32 * batch,
    permutations: 32 * batch,
    scores: 16 * batch,
  };
}

/** Most nonces, up to `wanted`, whose buffers stay within the default limits. */
export function largestBatch(params: SprintParams, wanted: number): number {
  const perRow = Math.max(4 * params.dim, params.ffn);
  const rows = Math.floor(maxBindingBytes / perRow / rowMultiple) * rowMultiple;
  const outputs = Math.floor(maxBindingBytes / params.vocab / rowMultiple) * rowMultiple;
  return Math.max(1, Math.min(wanted, Math.floor(rows / positions), outputs));
}

/** Allocates for a batch; rejects when the device has not the memory. */
export async function createBatchBuffers(
  device: GPUDevice,
  params: SprintParams,
  batch: number,
): Promise<BatchBuffers> {
  device.pushErrorScope("out-of-memory");
  device.pushErrorScope("validation");
  const sizes = Object.entries(batchBytes(params, batch));
  const made = sizes.map(([label, size]) => {
    const flags = usage.storage | usage.copySrc | usage.copyDst;
    return [label, device.createBuffer({ label, size, usage: flags })] as const;
  });
  const invalid = await device.popErrorScope();
  const tooLarge = await device.popErrorScope();
  const error = invalid ?? tooLarge;
  const buffers = Object.fromEntries(made) as unknown as BatchBuffers;
  if (error) {
    destroyBuffers(buffers);
    throw new Error(`No buffers for ${batch} nonces: ${error.message}`);
  }
  device.queue.writeBuffer(buffers.tables, 0, tableWords());
  return buffers;
}

export function destroyBuffers(buffers: BatchBuffers): void {
  for (const buffer of Object.values(buffers) as GPUBuffer[]) buffer.destroy();
}

function roundUp(rows: number): number {
  return Math.ceil(rows / rowMultiple) * rowMultiple;
}
