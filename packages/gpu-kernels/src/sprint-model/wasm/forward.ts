/**
 * The model over a batch (SP10 to SP18), as one thread of a team runs it.
 *
 * Every thread calls the same functions in the same order; each ends at the team's barrier. Rows are split evenly where
 * rows are independent. A product is split by panels of 8 columns: the thread that claims a panel generates its
 * weights, multiplies all rows by them and throws them away, so a weight is made once and lives in the first cache.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { embed, positions, type TensorKind, tensorShape } from "../oracle.ts";
import { prepareTensor } from "./chacha.wasm.ts";
import type { Dot } from "./gemm.wasm.ts";
import type { Kernels } from "./kernels.ts";
import {
  elementBytes,
  evenRows,
  type MemoryLayout,
  panelColumns,
  panelRows,
  panelsPerClaim,
  sumsRowBytes,
  type ThreadLayout,
} from "./layout.ts";
import { shareOf, type Team } from "./team.ts";

/** All that a thread works with. */
export interface Machine {
  readonly dot: Dot;
  readonly params: SprintParams;
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly layout: MemoryLayout;
  readonly team: Team;
  readonly modelKey: Uint8Array;
}

/** Residuals of the seeds, 4 rows a nonce. */
export function embedSeeds(machine: Machine, inputSeeds: readonly Uint8Array[]): void {
  const { params, memory, layout, team } = machine;
  const size = positions * params.dim;
  const x = new Int32Array(memory.buffer, layout.residual, inputSeeds.length * size);
  const { from, count } = shareOf(inputSeeds.length, team);
  for (let b = from; b < from + count; b++)
    x.set(embed(inputSeeds[b] as Uint8Array, params), b * size);
  team.meet();
}

/** Layer by layer, then the head; the first `batch` rows of residual and output are the result. */
export function runModel(machine: Machine, batch: number, onLayer: () => void): void {
  const { layers } = machine.params;
  for (let layer = 0; layer < layers - 1; layer++) {
    attentionBranch(machine, layer, batch);
    ffnBranch(machine, layer, positions * batch);
    onLayer();
  }
  lastAttentionBranch(machine, layers - 1, batch);
  ffnBranch(machine, layers - 1, batch);
  runHead(machine, batch);
}

/** Attention over whole nonces and its addition to the residual. */
export function attentionBranch(machine: Machine, layer: number, batch: number): void {
  normPhase(machine, positions * batch);
  qkvPhase(machine, layer, positions * batch);
  attendPhase(machine, batch);
  outPhase(machine, layer, positions * batch);
}

/** The same in the last layer: afterwards row b is position 3 of nonce b (SP16). */
function lastAttentionBranch(machine: Machine, layer: number, batch: number): void {
  normPhase(machine, positions * batch);
  qkvPhase(machine, layer, positions * batch);
  attendLastPhase(machine, batch);
  outPhase(machine, layer, batch);
}

export function ffnBranch(machine: Machine, layer: number, rows: number): void {
  normPhase(machine, rows);
  gatedPhase(machine, layer, rows);
  downPhase(machine, layer, rows);
}

/** Output vectors of the first `rows` residuals. */
export function runHead(machine: Machine, rows: number): void {
  const { params, layout, kernels } = machine;
  normPhase(machine, rows);
  eachPanel(machine, "head", params.layers, (panel, thread) => {
    const out = layout.output + panel.column;
    kernels.multiplyRequantise(
      ...normedBy(machine, panel.make(thread.panel), rows),
      out,
      params.vocab,
      params.requantShift,
    );
  });
}

export function normPhase(machine: Machine, rows: number): void {
  const { params, layout, team, kernels } = machine;
  const { from, count } = shareOf(rows, team);
  const normed = layout.normed + from * layout.dimStride;
  kernels.normRows(
    layout.residual + from * params.dim * 4,
    params.dim,
    count,
    normed,
    layout.dimStride,
  );
  startNormed(machine, from, count);
  team.meet();
}

/** Normed rows times qkv, to int8. */
export function qkvPhase(machine: Machine, layer: number, rows: number): void {
  const { params, layout, kernels } = machine;
  eachPanel(machine, "qkv", layer, (panel, thread) => {
    const out = layout.qkv + panel.column;
    kernels.multiplyRequantise(
      ...normedBy(machine, panel.make(thread.panel), rows),
      out,
      3 * params.dim,
      params.requantShift,
    );
  });
}

/** Attention, in place of the normed rows. */
export function attendPhase(machine: Machine, batch: number): void {
  const { params, layout, team, kernels } = machine;
  const { from, count } = shareOf(batch, team);
  for (let row = positions * from; row < positions * (from + count); row += positions) {
    const qkv = layout.qkv + row * 3 * params.dim;
    kernels.attend(qkv, params.dim, layout.normed + row * layout.dimStride, layout.dimStride);
  }
  startNormed(machine, positions * from, positions * count);
  team.meet();
}

/** Attention of position 3 alone, and the residuals of position 3 moved together. */
function attendLastPhase(machine: Machine, batch: number): void {
  const { params, layout, team, kernels, memory } = machine;
  const { dim } = params;
  const { from, count } = shareOf(batch, team);
  for (let b = from; b < from + count; b++) {
    const qkv = layout.qkv + b * positions * 3 * dim;
    kernels.attendLast(qkv, dim, layout.normed + b * layout.dimStride, layout.dimStride);
  }
  startNormed(machine, from, count);
  if (team.index === 0) {
    const x = new Int32Array(memory.buffer, layout.residual, positions * batch * dim);
    for (let b = 0; b < batch; b++) {
      const last = positions * b + positions - 1;
      x.copyWithin(b * dim, last * dim, (last + 1) * dim);
    }
  }
  team.meet();
}

/** Attention's output times o, onto the residual. */
export function outPhase(machine: Machine, layer: number, rows: number): void {
  const { params, layout, kernels } = machine;
  eachPanel(machine, "o", layer, (panel, thread) => {
    const out = layout.residual + 4 * panel.column;
    kernels.multiplyResidual(
      ...normedBy(machine, panel.make(thread.panel), rows),
      out,
      4 * params.dim,
      params.attentionShift,
    );
  });
}

/** Normed rows times gate and up, to gated rows and their starts. */
export function gatedPhase(machine: Machine, layer: number, rows: number): void {
  const { params, layout, kernels, team, dot } = machine;
  const { requantShift: shift } = params;
  const makeUp = panelMaker(machine, "up", layer, 1);
  eachPanel(machine, "gate", layer, ({ column, make }, thread) => {
    const { panel, gate } = thread;
    kernels.multiplyRequantise(...normedBy(machine, make(panel), rows), gate, panelColumns, shift);
    const out = layout.gated + column * elementBytes(dot);
    makeUp(column, 0, params.dim, panel);
    kernels.multiplyGate(...normedBy(machine, panel, rows), out, layout.ffnStride, shift, gate);
  });
  const { from, count } = shareOf(rows, team);
  start(machine, layout.gated, layout.ffnStride, params.ffn, from, count);
  team.meet();
}

/** Gated rows times down, onto the residual. Long in k: a panel is made and used a piece at a time. */
export function downPhase(machine: Machine, layer: number, rows: number): void {
  const { params, layout, kernels, team, dot } = machine;
  const { dim, ffn } = params;
  const thread = ownLayout(machine);
  const make = panelMaker(machine, "down", layer, 0);
  const multiply = (column: number, sums: number, k: number) => {
    const depth = Math.min(panelRows, ffn - k);
    make(column, k, depth, thread.panel);
    const gated = layout.gated + k * elementBytes(dot);
    const first = k === 0 ? layout.starts : sums;
    const operands = gemm(machine, gated, layout.ffnStride, thread.panel, depth, first, rows);
    if (k + depth < ffn) kernels.multiplySums(...operands, sums, sumsRowBytes);
    else
      kernels.multiplyResidual(...operands, layout.residual + 4 * column, 4 * dim, params.ffnShift);
  };
  const width = panelColumns * panelsPerClaim;
  for (let at = width * team.claim(); at < dim; at = width * team.claim())
    for (let k = 0; k < ffn; k += panelRows)
      for (let side = 0; side < panelsPerClaim; side++)
        multiply(at + side * panelColumns, thread.sums + side * layout.rows * sumsRowBytes, k);
  team.meet();
}

interface Panel {
  readonly column: number;
  /** Generates the whole panel at the address, and gives the address back. */
  make(address: number): number;
}

/** Has each panel of a product over `dim` done by one thread. */
function eachPanel(
  machine: Machine,
  kind: TensorKind,
  layer: number,
  work: (panel: Panel, thread: ThreadLayout) => void,
): void {
  const { params, team } = machine;
  const { rows: depth, columns } = tensorShape(kind, layer, params);
  const makePanel = panelMaker(machine, kind, layer, 0);
  const thread = ownLayout(machine);
  for (let n = panelColumns * team.claim(); n < columns; n = panelColumns * team.claim())
    work({ column: n, make: (address) => makePanel(n, 0, depth, address) }, thread);
  team.meet();
}

/** Prepares a tensor and gives what generates rows k..k+depth-1 of 8 of its columns. */
function panelMaker(machine: Machine, kind: TensorKind, layer: number, slot: 0 | 1) {
  const { params, kernels, memory, modelKey } = machine;
  const { columns, tensor } = tensorShape(kind, layer, params);
  const prepared = ownLayout(machine).prepared[slot];
  const words = prepareTensor(modelKey, tensor);
  new Uint32Array(memory.buffer, prepared, words.length).set(words);
  return (column: number, k: number, depth: number, address: number): number => {
    kernels.generatePanel(prepared, (k / 64) * columns + column, columns, depth / 64, address);
    return address;
  };
}

function ownLayout({ layout, team }: Machine): ThreadLayout {
  return layout.threads[team.index] as ThreadLayout;
}

/** First arguments of a product of the normed rows. */
function normedBy(machine: Machine, panel: number, rows: number) {
  const { layout, params } = machine;
  return gemm(machine, layout.normed, layout.dimStride, panel, params.dim, layout.starts, rows);
}

/** First arguments of a product: activations, stride, panel, words, first, sixes, fours. */
function gemm(
  { dot }: Machine,
  activations: number,
  stride: number,
  panel: number,
  depth: number,
  first: number,
  rows: number,
) {
  const words = (depth * elementBytes(dot)) / 4;
  return [activations, stride, panel, words, first, ...tiles(rows)] as const;
}

/** How many tiles of 6 and of 4 rows cover the rows. */
export function tiles(rows: number): readonly [sixes: number, fours: number] {
  const even = evenRows(rows);
  const fours = even % 6 === 0 ? 0 : even % 6 === 2 ? 2 : 1;
  return [(even - 4 * fours) / 6, fours];
}

function startNormed(machine: Machine, from: number, count: number): void {
  const { layout, params } = machine;
  start(machine, layout.normed, layout.dimStride, params.dim, from, count);
}

function start(
  { kernels, layout, dot }: Machine,
  rows: number,
  stride: number,
  width: number,
  from: number,
  count: number,
): void {
  const blocks = (width * elementBytes(dot)) / 16;
  kernels.startSums(
    rows + from * stride,
    stride,
    blocks,
    count,
    layout.starts + from * sumsRowBytes,
  );
}
