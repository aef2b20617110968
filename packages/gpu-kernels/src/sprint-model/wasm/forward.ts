/**
 * The model over a batch (SP10 to SP18). Every thread of a team calls the same functions in the same order.
 */
import { embed, positions } from "../oracle.ts";
import { type Machine, prepareWeights } from "./machine.ts";
import {
  attendLastPhase,
  attendPhase,
  downPhase,
  gatedPhase,
  normPhase,
  outPhase,
  requantisePhase,
} from "./phases.ts";
import { shareOf } from "./team.ts";

/** What the model gives for a batch. */
export interface ModelOutput {
  /** Residuals of position 3 after the last layer, i32 (B, D). */
  readonly rows: Int32Array;
  /** Output vectors, int8 (B, V). */
  readonly outputs: Int8Array;
}

/** Layer by layer, then the head; `readOutput` then gives the result. */
export function runModel(
  machine: Machine,
  modelKey: Uint8Array,
  inputSeeds: readonly Uint8Array[],
  onLayer: () => void,
): void {
  const batch = inputSeeds.length;
  const last = machine.params.layers - 1;
  embedSeeds(machine, inputSeeds);
  for (let layer = 0; layer < last; layer++) {
    runLayer(machine, modelKey, layer, batch);
    onLayer();
  }
  qkv(machine, modelKey, last, batch);
  attendLastPhase(machine, batch);
  outPhase(machine, prepareWeights(machine, modelKey, "o", last), batch);
  feedForward(machine, modelKey, last, batch);
  runHead(machine, modelKey, batch);
}

/** Residuals of the seeds, 4 rows a nonce. */
export function embedSeeds(machine: Machine, inputSeeds: readonly Uint8Array[]): void {
  const { params, memory, layout, team } = machine;
  const size = positions * params.dim;
  const x = new Int32Array(memory.buffer, layout.residual, inputSeeds.length * size);
  const { from, count } = shareOf(inputSeeds.length, team);
  for (const [i, seed] of inputSeeds.slice(from, from + count).entries())
    x.set(embed(seed, params), (from + i) * size);
  team.meet();
}

/** One layer over all positions (SP15). */
export function runLayer(machine: Machine, modelKey: Uint8Array, layer: number, batch: number) {
  qkv(machine, modelKey, layer, batch);
  attendPhase(machine, batch);
  outPhase(machine, prepareWeights(machine, modelKey, "o", layer), positions * batch);
  feedForward(machine, modelKey, layer, positions * batch);
}

/** Output vectors of the first `rows` residuals (SP18). */
export function runHead(machine: Machine, modelKey: Uint8Array, rows: number): void {
  const { params, layout } = machine;
  normPhase(machine, rows);
  const weights = prepareWeights(machine, modelKey, "head", params.layers);
  requantisePhase(machine, weights, rows, layout.output, params.vocab);
}

/** The first `batch` rows of residual and output, copied. */
export function readOutput({ params, memory, layout }: Machine, batch: number): ModelOutput {
  const rows = new Int32Array(batch * params.dim);
  const outputs = new Int8Array(batch * params.vocab);
  rows.set(new Int32Array(memory.buffer, layout.residual, rows.length));
  outputs.set(new Int8Array(memory.buffer, layout.output, outputs.length));
  return { rows, outputs };
}

function qkv(machine: Machine, modelKey: Uint8Array, layer: number, batch: number): void {
  const { params, layout } = machine;
  const rows = positions * batch;
  normPhase(machine, rows);
  const weights = prepareWeights(machine, modelKey, "qkv", layer);
  requantisePhase(machine, weights, rows, layout.qkv, 3 * params.dim);
}

function feedForward(machine: Machine, modelKey: Uint8Array, layer: number, rows: number): void {
  normPhase(machine, rows);
  const gate = prepareWeights(machine, modelKey, "gate", layer, 0);
  const up = prepareWeights(machine, modelKey, "up", layer, 1);
  gatedPhase(machine, gate, up, rows);
  downPhase(machine, prepareWeights(machine, modelKey, "down", layer), rows);
}
