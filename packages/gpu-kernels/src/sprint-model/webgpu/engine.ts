import { concatBytes } from "@stadion/protocol/crypto";
import type { SprintParams } from "@stadion/protocol/params";
import type { NonceResult, SprintJob } from "../backend.ts";
import { deriveJobConstants, deriveScoredResult, type JobConstants } from "../derive-result.ts";
import type { SprintTrace } from "../trace.ts";
import { type BatchBuffers, createBatchBuffers, destroyBuffers } from "./buffers.ts";
import { checked } from "./checked.ts";
import { createForward, type Forward, type Kernels } from "./forward.ts";
import type { Pacer } from "./pacer.ts";
import { readBack } from "./read-back.ts";

/** One device's model: runs batches, one at a time. */
export interface Engine {
  /** Everything the protocol asks; rejects when the device reports any error. */
  run(job: SprintJob, constants: JobConstants, nonces: readonly bigint[]): Promise<NonceResult[]>;
  /** The same with what lies between, for tests. */
  trace(job: SprintJob, nonces: readonly bigint[]): Promise<SprintTrace>;
  destroy(): void;
}

interface Batch {
  readonly job: SprintJob;
  readonly constants: JobConstants;
  readonly nonces: readonly bigint[];
  readonly seeds: readonly Uint8Array[];
  readonly buffers: BatchBuffers;
  readonly forward: Forward;
}

/** Buffers are kept from batch to batch while they are large enough. */
export function createEngine(device: GPUDevice, kernels: Kernels, pacer: Pacer): Engine {
  let held: { params: SprintParams; batch: number; buffers: BatchBuffers } | undefined;

  async function buffersFor(params: SprintParams, batch: number): Promise<BatchBuffers> {
    if (held && held.batch >= batch && sameShape(held.params, params)) return held.buffers;
    if (held) destroyBuffers(held.buffers);
    held = undefined;
    const buffers = await createBatchBuffers(device, params, batch);
    held = { params, batch, buffers };
    return buffers;
  }

  async function prepare(
    job: SprintJob,
    constants: JobConstants,
    nonces: readonly bigint[],
  ): Promise<Batch> {
    const buffers = await buffersFor(job.params, nonces.length);
    const { modelKey, target, inputSeed } = constants;
    const seeds = nonces.map(inputSeed);
    device.queue.writeBuffer(buffers.seeds, 0, owned(concatBytes(...seeds)));
    device.queue.writeBuffer(buffers.targetVector, 0, owned(target));
    const shape = [job.params, modelKey, nonces.length] as const;
    const forward = createForward(device, pacer, kernels, buffers, ...shape);
    return { job, constants, nonces, seeds, buffers, forward };
  }

  async function results({
    job,
    constants,
    nonces,
    seeds,
    buffers,
  }: Batch): Promise<NonceResult[]> {
    const [digests, scores] = await readBack(device, pacer, [
      { buffer: buffers.digests, bytes: 32 * nonces.length },
      { buffer: buffers.scores, bytes: 16 * nonces.length },
    ] as const);
    const words = new Int32Array(scores);
    return nonces.map((nonce, i) => {
      const digest = new Uint8Array(digests.slice(32 * i, 32 * i + 32));
      const [dot, sum, sumSquares] = words.subarray(4 * i) as unknown as [number, number, number];
      const tried = { nonce, inputSeed: seeds[i] as Uint8Array };
      return deriveScoredResult(job, constants, tried, digest, { dot, sum, sumSquares });
    });
  }

  return {
    run: (job, constants, nonces) =>
      checked(device, async () => {
        const batch = await prepare(job, constants, nonces);
        await batch.forward.embed();
        for (let layer = 0; layer < job.params.layers; layer++) await batch.forward.layer(layer);
        await batch.forward.deriveScores();
        return results(batch);
      }),
    trace: (job, nonces) =>
      checked(device, async () => {
        const batch = await prepare(job, deriveJobConstants(job), nonces);
        const { layers, dim, vocab } = job.params;
        const { residual, outputs } = batch.buffers;
        const residuals: Int32Array[] = [];
        await batch.forward.embed();
        for (let layer = 0; layer < layers; layer++) {
          await batch.forward.layer(layer);
          const part = { buffer: residual, bytes: 16 * nonces.length * dim };
          residuals.push(new Int32Array((await readBack(device, pacer, [part] as const))[0]));
        }
        await batch.forward.deriveScores();
        const part = { buffer: outputs, bytes: nonces.length * vocab };
        const [bytes] = await readBack(device, pacer, [part] as const);
        return { residuals, outputs: new Int8Array(bytes), results: await results(batch) };
      }),
    destroy() {
      if (held) destroyBuffers(held.buffers);
      held = undefined;
    },
  };
}

/** A copy whose buffer is surely not shared, as `writeBuffer` asks. */
function owned(bytes: Uint8Array | Int8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function sameShape(a: SprintParams, b: SprintParams): boolean {
  return a.dim === b.dim && a.ffn === b.ffn && a.vocab === b.vocab;
}
