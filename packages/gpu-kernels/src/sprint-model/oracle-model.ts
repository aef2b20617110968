import type { SprintParams } from "@stadion/protocol/params";
import {
  addBranch,
  attend,
  embed,
  gateUp,
  generateTensor,
  multiply,
  norm,
  positions,
  requantise,
  type TensorKind,
} from "./oracle.ts";

/** Every intermediate of one layer, for all rows of the batch. Names as in spec/sprint.md section 4. */
export interface LayerTrace {
  readonly attentionNorm: Int8Array;
  readonly qkv: Int8Array;
  readonly attention: Int8Array;
  readonly afterAttention: Int32Array;
  readonly ffnNorm: Int8Array;
  readonly gate: Int8Array;
  readonly up: Int8Array;
  readonly ffn: Int8Array;
  /** The residual after the layer. */
  readonly residual: Int32Array;
}

/** Gives a tensor; lets a caller that runs many batches keep the small ones. */
export type TensorSource = (kind: TensorKind, layer: number) => Int8Array;

/** Tensors made anew at each call. */
export function generatedTensors(modelKey: Uint8Array, params: SprintParams): TensorSource {
  return (kind, layer) => generateTensor(modelKey, kind, layer, params);
}

/** One layer: x i32 (4 B, D) in, every intermediate out; x itself is left alone (SP15). */
export function runLayer(
  x: Int32Array,
  layer: number,
  tensors: TensorSource,
  params: SprintParams,
): LayerTrace {
  const { dim, ffn: width, attentionShift, ffnShift } = params;
  const attentionNorm = norm(x, dim);
  const qkv = requantise(multiply(attentionNorm, tensors("qkv", layer), 3 * dim), params);
  const attention = attend(qkv, params);
  const afterAttention = x.slice();
  addBranch(afterAttention, multiply(attention, tensors("o", layer), dim), attentionShift);
  const ffnNorm = norm(afterAttention, dim);
  const gate = requantise(multiply(ffnNorm, tensors("gate", layer), width), params);
  const up = requantise(multiply(ffnNorm, tensors("up", layer), width), params);
  const ffn = gateUp(gate, up);
  const residual = afterAttention.slice();
  addBranch(residual, multiply(ffn, tensors("down", layer), dim), ffnShift);
  return { attentionNorm, qkv, attention, afterAttention, ffnNorm, gate, up, ffn, residual };
}

/** The residual of a batch before the first layer, i32 (4 B, D). */
export function embedBatch(inputSeeds: readonly Uint8Array[], params: SprintParams): Int32Array {
  const size = positions * params.dim;
  const x = new Int32Array(inputSeeds.length * size);
  for (const [b, seed] of inputSeeds.entries()) x.set(embed(seed, params), b * size);
  return x;
}

/** Position 3 of each nonce, i32 (B, D): all that the digest and the head use (SP16). */
export function lastPositions(x: Int32Array, dim: number): Int32Array {
  const last = new Int32Array(x.length / positions);
  for (let b = 0; b < last.length / dim; b++) {
    const from = (positions * b + positions - 1) * dim;
    last.set(x.subarray(from, from + dim), b * dim);
  }
  return last;
}

/** Output vectors, int8 (B, V), from the last positions, i32 (B, D) (SP18). */
export function runHead(last: Int32Array, tensors: TensorSource, params: SprintParams): Int8Array {
  const head = tensors("head", params.layers);
  return requantise(multiply(norm(last, params.dim), head, params.vocab), params);
}
