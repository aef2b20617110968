/**
 * The model over a batch (SP10 to SP18). Every thread of a team calls the same functions in the same order.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { positions } from "../oracle.ts";
import { nonceCapacity, seedBytes } from "./layout.ts";
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

/**
 * Runs the model on any number of nonces, as many at a time as the memory holds.
 *
 * @param inputSeeds - 32 bytes a nonce, one after the other
 * @returns the output from the first of a team, for all
 */
export function runSeeds(
  machine: Machine,
  modelKey: Uint8Array,
  inputSeeds: Uint8Array,
  onLayer: () => void,
): ModelOutput | undefined {
  const nonces = inputSeeds.length / seedBytes;
  if (!Number.isInteger(nonces))
    throw new RangeError(`Expected input seeds of 32 bytes, found ${inputSeeds.length} bytes`);
  const { params, team } = machine;
  const output = team.index === 0 ? createOutput(params, nonces) : undefined;
  const turns = Math.ceil(nonces / nonceCapacity);
  for (let turn = 0; turn < turns; turn++) {
    const [from, to] = [turn, turn + 1].map((i) => Math.floor((nonces * i) / turns)) as [
      number,
      number,
    ];
    runModel(machine, modelKey, inputSeeds.subarray(from * seedBytes, to * seedBytes), onLayer);
    if (output) copyOutput(machine, to - from, output, from);
    team.meet(); // else another would begin the next nonces over what is being copied
  }
  return output;
}

/** Layer by layer, then the head, over at most as many nonces as the memory holds. */
function runModel(
  machine: Machine,
  modelKey: Uint8Array,
  inputSeeds: Uint8Array,
  onLayer: () => void,
): void {
  const batch = inputSeeds.length / seedBytes;
  const last = machine.params.layers - 1;
  embedPhase(machine, inputSeeds);
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
export function embedPhase(machine: Machine, inputSeeds: Uint8Array): void {
  const { params, memory, layout, team, kernels } = machine;
  const { from, count } = shareOf(inputSeeds.length / seedBytes, team);
  const seeds = layout.seeds + from * seedBytes;
  const own = inputSeeds.subarray(from * seedBytes, (from + count) * seedBytes);
  new Uint8Array(memory.buffer, seeds, own.length).set(own);
  const out = layout.residual + from * positions * params.dim * 4;
  kernels.embedSeeds(seeds, count, params.dim / 64, out);
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

/** Room for what the model gives for `nonces`. */
export function createOutput({ dim, vocab }: SprintParams, nonces: number): ModelOutput {
  return { rows: new Int32Array(nonces * dim), outputs: new Int8Array(nonces * vocab) };
}

/** Copies the first `batch` rows of residual and output to where nonce `from` has its place. */
export function copyOutput(
  { params, memory, layout }: Machine,
  batch: number,
  { rows, outputs }: ModelOutput,
  from: number,
): void {
  const { dim, vocab } = params;
  rows.set(new Int32Array(memory.buffer, layout.residual, batch * dim), from * dim);
  outputs.set(new Int8Array(memory.buffer, layout.output, batch * vocab), from * vocab);
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
