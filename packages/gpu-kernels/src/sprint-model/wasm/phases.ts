/**
 * The steps of a layer, each as one thread of a team does its part.
 *
 * Every phase ends at the team's barrier. Rows are split evenly where rows are independent. A product is split by
 * panels of 8 columns: the thread that claims a panel generates its weights, multiplies all rows by them and throws
 * them away, so a weight is made once and lives in the first cache.
 */
import { positions } from "../oracle.ts";
import { elementBytes, panelColumns, panelRows, panelsPerClaim, sumsRowBytes } from "./layout.ts";
import { gatedOperand, type Machine, type MakePanel, normedOperand, startRows } from "./machine.ts";
import { shareOf } from "./team.ts";

/** Residual rows to normed rows. */
export function normPhase(machine: Machine, rows: number): void {
  const { params, layout, team, kernels } = machine;
  const { from, count } = shareOf(rows, team);
  const residual = layout.residual + from * params.dim * 4;
  const normed = layout.normed + from * layout.dimStride;
  kernels.normRows(residual, params.dim, count, normed, layout.dimStride);
  startRows(machine, normedOperand(machine, rows), from, count);
  team.meet();
}

/** Normed rows times a tensor of `columns`, to int8 at `out`. */
export function requantisePhase(
  machine: Machine,
  makePanel: MakePanel,
  rows: number,
  out: number,
  columns: number,
): void {
  const { params, layout, kernels, own } = machine;
  const { address, stride, words, sixes, fours } = normedOperand(machine, rows);
  const { multiplyRequantise } = kernels;
  eachPanel(machine, columns, (n) => {
    makePanel(n, 0, params.dim);
    multiplyRequantise(
      address,
      stride,
      own.panel,
      words,
      layout.starts,
      sixes,
      fours,
      out + n,
      columns,
    );
  });
}

/** Attention over whole nonces, in place of the normed rows. */
export function attendPhase(machine: Machine, batch: number): void {
  const { params, layout, team, kernels } = machine;
  const { from, count } = shareOf(batch, team);
  for (let row = positions * from; row < positions * (from + count); row += positions) {
    const qkv = layout.qkv + row * 3 * params.dim;
    const out = layout.normed + row * layout.dimStride;
    kernels.attend(qkv, params.dim, out, layout.dimStride);
  }
  const operand = normedOperand(machine, positions * batch);
  startRows(machine, operand, positions * from, positions * count);
  team.meet();
}

/** Attention of position 3 alone, one row a nonce; its residuals move together likewise (SP16). */
export function attendLastPhase(machine: Machine, batch: number): void {
  const { params, layout, team, kernels, memory } = machine;
  const { dim } = params;
  const { from, count } = shareOf(batch, team);
  for (let b = from; b < from + count; b++) {
    const qkv = layout.qkv + b * positions * 3 * dim;
    kernels.attendLast(qkv, dim, layout.normed + b * layout.dimStride, layout.dimStride);
  }
  startRows(machine, normedOperand(machine, batch), from, count);
  if (team.index === 0) {
    const x = new Int32Array(memory.buffer, layout.residual, positions * batch * dim);
    for (let b = 0; b < batch; b++) {
      const last = positions * b + positions - 1;
      x.copyWithin(b * dim, last * dim, (last + 1) * dim);
    }
  }
  team.meet();
}

/** What attention gave, times o, onto the residual. */
export function outPhase(machine: Machine, makePanel: MakePanel, rows: number): void {
  const { params, layout, kernels, own } = machine;
  const { dim } = params;
  const { address, stride, words, sixes, fours } = normedOperand(machine, rows);
  const { multiplyAttention } = kernels;
  eachPanel(machine, dim, (n) => {
    makePanel(n, 0, dim);
    const out = layout.residual + 4 * n;
    multiplyAttention(address, stride, own.panel, words, layout.starts, sixes, fours, out, 4 * dim);
  });
}

/** Normed rows times gate and up, to gated rows. */
export function gatedPhase(
  machine: Machine,
  makeGate: MakePanel,
  makeUp: MakePanel,
  rows: number,
): void {
  const { params, layout, kernels, own, team, dot } = machine;
  const { panel, gate } = own;
  const { address, stride, words, sixes, fours } = normedOperand(machine, rows);
  const { multiplyRequantise, multiplyGate } = kernels;
  const { starts, gated, ffnStride } = layout;
  const element = elementBytes(dot);
  eachPanel(machine, params.ffn, (n) => {
    makeGate(n, 0, params.dim);
    multiplyRequantise(address, stride, panel, words, starts, sixes, fours, gate, panelColumns);
    makeUp(n, 0, params.dim);
    const out = gated + n * element;
    multiplyGate(address, stride, panel, words, starts, sixes, fours, out, ffnStride, gate);
  });
  const { from, count } = shareOf(rows, team);
  startRows(machine, gatedOperand(machine, rows), from, count);
  team.meet();
}

/** Gated rows times down, onto the residual. Long in k: a panel is made and used a piece at a time. */
export function downPhase(machine: Machine, makePanel: MakePanel, rows: number): void {
  const { params, layout, kernels, own, team, dot } = machine;
  const { dim, ffn } = params;
  const { address, stride, sixes, fours } = gatedOperand(machine, rows);
  const { multiplySums, multiplyFfn } = kernels;
  const multiply = (n: number, sums: number, k: number) => {
    const depth = Math.min(panelRows, ffn - k);
    makePanel(n, k, depth);
    const from = address + k * elementBytes(dot);
    const words = (depth * elementBytes(dot)) / 4;
    const first = k === 0 ? layout.starts : sums;
    const out = layout.residual + 4 * n;
    if (k + depth < ffn)
      multiplySums(from, stride, own.panel, words, first, sixes, fours, sums, sumsRowBytes);
    else multiplyFfn(from, stride, own.panel, words, first, sixes, fours, out, 4 * dim);
  };
  const width = panelColumns * panelsPerClaim;
  for (let n = width * team.claim(); n < dim; n = width * team.claim())
    for (let k = 0; k < ffn; k += panelRows)
      for (let side = 0; side < panelsPerClaim; side++)
        multiply(n + side * panelColumns, own.sums + side * layout.rows * sumsRowBytes, k);
  team.meet();
}

/** Has each panel of a product done by the thread that claims it. */
function eachPanel({ team }: Machine, columns: number, work: (column: number) => void): void {
  for (let n = panelColumns * team.claim(); n < columns; n = panelColumns * team.claim()) work(n);
  team.meet();
}
