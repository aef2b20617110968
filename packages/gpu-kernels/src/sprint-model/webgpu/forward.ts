/**
 * The transformer as a list of dispatches, in the order of spec/sprint.md section 4.
 *
 * Weights of one tensor exist at a time: each product is preceded by the generation of its tensor in the same
 * buffer (GK4). Dispatches of a queue run in order, so no other synchronisation is needed.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { keyWords } from "@stadion/protocol/sprint";
import { positions, type TensorKind, tensorShape } from "../oracle.ts";
import type { BatchBuffers } from "./buffers.ts";
import type { CommonKernels, Kernel } from "./kernels.ts";
import { bind, type Pacer } from "./pacer.ts";
import type { Variant } from "./variants.ts";

export interface Kernels extends CommonKernels {
  readonly product: Kernel;
  readonly variant: Variant;
}

export interface Forward {
  embed(): Promise<void>;
  layer(layer: number): Promise<void>;
  /** Output vectors, digests and scores from the last residual. */
  deriveScores(): Promise<void>;
}

/** Work of one value in each kernel, in units of `Dispatch.cost`; measured on a CPU driver, to a factor of two. */
const cost = { generate: 24, norm: 24, attend: 160, gateUp: 24, digest: 256, score: 64 };
const lanes = 64;

export function createForward(
  device: GPUDevice,
  pacer: Pacer,
  kernels: Kernels,
  buffers: BatchBuffers,
  params: SprintParams,
  modelKey: Uint8Array,
  batch: number,
): Forward {
  const { dim, heads, ffn, vocab } = params;
  const rows = positions * batch;
  const key = keyWords(modelKey);
  const b = buffers;
  const group = (kernel: Kernel, ...used: GPUBuffer[]) => bind(device, pacer, kernel, used);
  const bindings = {
    weights: group(kernels.weights, b.weights),
    embed: group(kernels.embed, b.seeds, b.residual),
    norm: group(kernels.norm, b.residual, b.normed),
    qkv: group(kernels.product, b.normed, b.weights, b.qkv),
    attention: group(kernels.attention, b.tables, b.qkv, b.mixed),
    o: group(kernels.product, b.mixed, b.weights, b.residual),
    gate: group(kernels.product, b.normed, b.weights, b.gate),
    up: group(kernels.product, b.normed, b.weights, b.up),
    gateUp: group(kernels.gateUp, b.tables, b.up, b.gate),
    down: group(kernels.product, b.gate, b.weights, b.residual),
    head: group(kernels.product, b.normed, b.weights, b.outputs),
    digest: group(kernels.digest, b.tables, b.seeds, b.residual, b.digests, b.permutations),
    score: group(kernels.score, b.outputs, b.targetVector, b.permutations, b.scores),
  };

  /** One invocation for each of `count` items. */
  function spread(name: keyof CommonKernels, count: number, rest: number[], work: number) {
    const groups = Math.ceil(count / lanes);
    const uniforms = [count, ...rest];
    return pacer.add({
      kernel: kernels[name],
      binding: bindings[name],
      uniforms,
      groups,
      cost: work,
    });
  }

  function norm(count: number, stride: number, offset: number) {
    return pacer.add({
      kernel: kernels.norm,
      binding: bindings.norm,
      uniforms: [dim, stride, offset],
      groups: count,
      cost: cost.norm * count * dim,
    });
  }

  /** Generates a tensor, then multiplies `height` rows by it. */
  async function product(kind: TensorKind, layer: number, height: number, branchShift?: number) {
    const { rows: inner, columns, tensor } = tensorShape(kind, layer, params);
    const values = inner * columns;
    await spread("weights", values / 64, [columns, tensor, ...key], cost.generate * values);
    const { variant } = kernels;
    const rowTiles = Math.ceil(height / variant.rows);
    const adds = branchShift !== undefined;
    const shift = branchShift ?? params.requantShift;
    const rounding = shift === 0 ? 0 : 1 << (shift - 1);
    await pacer.add({
      kernel: kernels.product,
      binding: bindings[kind],
      uniforms: [rowTiles, inner / 4, columns / 4, adds ? 1 : 0, shift, rounding],
      groups: rowTiles * Math.ceil(columns / variant.columns / lanes),
      cost: 2 * rowTiles * variant.rows * values,
    });
  }

  return {
    embed() {
      const values = rows * dim;
      const blocksPerNonce = (positions * dim) / 64;
      return spread("embed", values / 64, [blocksPerNonce], cost.generate * values);
    },
    async layer(layer) {
      await norm(rows, 1, 0);
      await product("qkv", layer, rows);
      await spread("attention", batch * heads, [heads], cost.attend * rows * dim);
      await product("o", layer, rows, params.attentionShift);
      await norm(rows, 1, 0);
      await product("gate", layer, rows);
      await product("up", layer, rows);
      await spread("gateUp", (rows * ffn) / 4, [], cost.gateUp * rows * ffn);
      await product("down", layer, rows, params.ffnShift);
    },
    async deriveScores() {
      await norm(batch, positions, positions - 1);
      await product("head", params.layers, batch);
      await spread("digest", batch, [dim], cost.digest * batch * dim);
      await pacer.add({
        kernel: kernels.score,
        binding: bindings.score,
        uniforms: [vocab, Math.ceil(Math.log2(vocab) / 2)],
        groups: batch,
        cost: cost.score * batch * vocab,
      });
    },
  };
}
