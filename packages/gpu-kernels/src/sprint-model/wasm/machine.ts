/**
 * What one thread of a team works with, and how it makes weights and names the operands of a product.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { type TensorKind, tensorShape } from "../oracle.ts";
import { prepareTensor } from "./chacha.wasm.ts";
import { type Dot, tiles } from "./gemm.wasm.ts";
import { assembleKernels, bindKernels, createMemory, type Kernels } from "./kernels.ts";
import {
  elementBytes,
  layOut,
  type MemoryLayout,
  nonceCapacity,
  sumsRowBytes,
  type ThreadLayout,
} from "./layout.ts";
import { joinTeam, type Team } from "./team.ts";

export interface Machine {
  readonly dot: Dot;
  readonly params: SprintParams;
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly layout: MemoryLayout;
  readonly own: ThreadLayout;
  readonly team: Team;
}

/** A thread's place: its memory is the team's, or made for a team of one. */
export interface Place {
  readonly index: number;
  readonly size: number;
  readonly memory: WebAssembly.Memory | undefined;
}

export async function buildMachine(
  dot: Dot,
  params: SprintParams,
  { index, size, memory: given }: Place,
): Promise<Machine> {
  const layout = layOut(params, nonceCapacity, size, dot);
  const memory = given ?? createMemory(layout.pages, false);
  const kernels = await bindKernels(assembleKernels(dot, params, given !== undefined), memory);
  const own = layout.threads[index];
  if (!own) throw new RangeError(`Place ${index} of a team of ${size}`);
  return { dot, params, kernels, memory, layout, own, team: joinTeam(memory, index, size) };
}

/** Fills the thread's panel with rows k..k+depth-1 of 8 columns of a tensor. */
export type MakePanel = (column: number, k: number, depth: number) => void;

/** Prepares a tensor. Each of the two slots holds one at a time. */
export function prepareWeights(
  { params, kernels, memory, own }: Machine,
  modelKey: Uint8Array,
  kind: TensorKind,
  layer: number,
  slot: 0 | 1 = 0,
): MakePanel {
  const { columns, tensor } = tensorShape(kind, layer, params);
  const prepared = own.prepared[slot];
  const words = prepareTensor(modelKey, tensor);
  new Uint32Array(memory.buffer, prepared, words.length).set(words);
  return (column, k, depth) =>
    kernels.generatePanel(prepared, (k / 64) * columns + column, columns, depth / 64, own.panel);
}

/** Rows of activations as the left operand of a product. */
export interface Operand {
  readonly address: number;
  readonly stride: number;
  /** Words of a whole row. */
  readonly words: number;
  readonly sixes: number;
  readonly fours: number;
}

/** The normed rows, or what took their place. */
export function normedOperand({ dot, layout, params }: Machine, rows: number): Operand {
  return operand(dot, layout.normed, layout.dimStride, params.dim, rows);
}

/** The gated rows. */
export function gatedOperand({ dot, layout, params }: Machine, rows: number): Operand {
  return operand(dot, layout.gated, layout.ffnStride, params.ffn, rows);
}

function operand(dot: Dot, address: number, stride: number, width: number, rows: number): Operand {
  const [sixes, fours] = tiles(dot, rows);
  return { address, stride, words: (width * elementBytes(dot)) / 4, sixes, fours };
}

/** Where the sums of a product by these rows start, for a share of them. */
export function startRows(
  { kernels, layout }: Machine,
  { address, stride, words }: Operand,
  from: number,
  count: number,
): void {
  const starts = layout.starts + from * sumsRowBytes;
  kernels.startSums(address + from * stride, stride, words / 4, count, starts);
}
