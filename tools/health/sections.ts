// The measurements on models small enough for the oracle; full-size.ts has those that need wasm.

import { type Params, presets, type SprintParams } from "@stadion/protocol/params";
import { deriveModelKey } from "@stadion/protocol/sprint";
import type { SprintJob } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";
import { deriveJobConstants } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import { generateTensor } from "../../packages/gpu-kernels/src/sprint-model/oracle.ts";
import { embedBatch } from "../../packages/gpu-kernels/src/sprint-model/oracle-model.ts";
import { approximationRows } from "./approximation.ts";
import { earlyExitRows } from "./early-exit.ts";
import { generatorRows } from "./generator-rows.ts";
import { headRoomRows, measureHeadRoom } from "./head-room.ts";
import { levelRows } from "./levels.ts";
import { keptTensors, manyTargets, range, runOracle, type Sample } from "./model.ts";
import {
  contrastRow,
  countPasses,
  passRateRow,
  scoreByRule,
  scoreUnpermuted,
  spreadRow,
} from "./pass-rate.ts";
import type { HealthRow } from "./row.ts";
import { seedOf } from "./seeds.ts";
import { similarityRows } from "./similarity.ts";

/** How much is measured: the short form runs with the tests. */
export interface Extent {
  readonly keys: number;
  readonly noncesPerKey: number;
  readonly targets: number;
  readonly exitNonces: number;
  readonly exitTargets: number;
  readonly cheatNonces: number;
  readonly levelTrials: number;
  readonly generatorLayers: number;
}

export const short: Extent = {
  keys: 16,
  noncesPerKey: 16,
  targets: 1200,
  exitNonces: 96,
  exitTargets: 32,
  cheatNonces: 32,
  levelTrials: 100,
  generatorLayers: 1,
};

export const full: Extent = {
  keys: 32,
  noncesPerKey: 64,
  targets: 600,
  exitNonces: 512,
  exitTargets: 64,
  cheatNonces: 256,
  levelTrials: 400,
  generatorLayers: 2,
};

/** The published depth at a width that the oracle can run. */
const deepParams: SprintParams = { ...presets.local.sprint, layers: 64 };
export const exits = [8, 16, 32, 48] as const;

export function jobOf(params: SprintParams, key = 0): SprintJob {
  return { params, sprintSeed: seedOf("sprint"), hostKey: seedOf("host", key) };
}

function tensorsOf(params: SprintParams) {
  return keptTensors(deriveModelKey(seedOf("sprint")), params);
}

/** HE1, HE2, HE3 on the model that `local` and `test` share. */
export function* smallModel(extent: Extent): Generator<HealthRow> {
  const small: readonly Params[] = [presets.test, presets.local];
  const params = presets.local.sprint;
  const tensors = tensorsOf(params);
  const keys: Sample[][] = Array.from({ length: extent.keys }, (_, key) =>
    runOracle(jobOf(params, key), range(extent.noncesPerKey), [params.layers], tensors),
  );
  const targets = manyTargets(extent.targets, params.vocab);
  const counts = countPasses(keys, targets, small, scoreByRule);
  for (const [p, preset] of small.entries()) {
    const count = counts[p] as (typeof counts)[number];
    yield passRateRow(preset, count);
    yield spreadRow(`${preset.name}, keys`, count.byKey, count.pairs);
    yield spreadRow(`${preset.name}, Sprints`, count.byTarget, count.pairs);
  }
  const [plain] = countPasses(keys, targets, [presets.test], scoreUnpermuted);
  if (plain) yield contrastRow("test, Sprints", plain.byTarget, plain.pairs);
  yield* similarityRows("local", keys.flat(), params.dim);
}

/** HE4 on 4 and on 64 layers. */
export function* headRoom(): Generator<HealthRow> {
  const cases = [
    ["local", presets.local.sprint],
    ["64 layers of local", deepParams],
  ] as const;
  for (const [name, params] of cases) {
    const seeds = range(8).map(deriveJobConstants(jobOf(params)).inputSeed);
    const start = embedBatch(seeds, params);
    const room = measureHeadRoom(start, [0, params.layers], tensorsOf(params), params);
    yield* headRoomRows(name, room);
  }
}

/** HE5 on a full-size tensor of `mainnet`. */
export function generator(extent: Extent): HealthRow[] {
  const params = presets.mainnet.sprint;
  const key = deriveModelKey(seedOf("sprint"));
  const flipped = key.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
  const make = (by: Uint8Array) => {
    const layers = Array.from({ length: extent.generatorLayers }, (_, layer) =>
      generateTensor(by, "down", layer, params),
    );
    return Int8Array.from(layers.flatMap((layer) => [...layer]));
  };
  return generatorRows(make(key), params.dim, make(flipped));
}

/** HE6 on 64 layers. */
export function earlyExit(extent: Extent): HealthRow[] {
  const tensors = tensorsOf(deepParams);
  const nonces = range(extent.exitNonces);
  const samples = runOracle(jobOf(deepParams), nonces, [...exits, 64], tensors);
  const targets = manyTargets(extent.exitTargets, deepParams.vocab);
  return earlyExitRows(samples, targets, exits, deepParams.layers);
}

/** HE7 on 4 layers, and with fewer nonces on 64. */
export function* approximation(extent: Extent): Generator<HealthRow> {
  const cases = [
    ["local", presets.local.sprint, extent.cheatNonces],
    ["64 layers", deepParams, extent.cheatNonces / 8],
  ] as const;
  for (const [name, params, count] of cases) {
    const tensors = tensorsOf(params);
    const exact = runOracle(jobOf(params), range(count), [params.layers], tensors);
    yield* approximationRows(name, jobOf(params), exact, tensors);
  }
}

/** HE8. Sizes around where a level begins to be allowed, where it ends, and large ones. */
export function levels(extent: Extent): HealthRow[] {
  const sizes = [400, 768, 800, 1024, 1500, 2048, 3000];
  return levelRows(sizes, extent.levelTrials, presets.mainnet.sprint);
}
