// The measurements on `testnet` and `mainnet` as they are: wasm runs the model.

import { type PresetName, presets, type SprintParams } from "@stadion/protocol/params";
import { deriveModelKey } from "@stadion/protocol/sprint";
import type { SprintJob } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";
import { deriveJobConstants } from "../../packages/gpu-kernels/src/sprint-model/derive-result.ts";
import {
  embedBatch,
  generatedTensors,
} from "../../packages/gpu-kernels/src/sprint-model/oracle-model.ts";
import { type Crew, openCrew } from "../../packages/gpu-kernels/src/sprint-model/wasm/crew.ts";
import { chooseDot } from "../../packages/gpu-kernels/src/sprint-model/wasm/probe.ts";
import { earlyExitRows } from "./early-exit.ts";
import { headRoomRows, measureHeadRoom } from "./head-room.ts";
import { cutSamples, keptTensors, manyTargets, range, type Sample } from "./model.ts";
import { countPasses, passRateRow, scoreByRule, spreadRow } from "./pass-rate.ts";
import type { HealthRow } from "./row.ts";
import { exits, jobOf } from "./sections.ts";
import { similarityRows } from "./similarity.ts";

const keys = 16;
const noncesPerKey = 8;
const targets = 4800;
const exitNonces = 64;
const exitTargets = 512;

/** The residual after fewer layers is the last one of a model that has no more. */
async function runWasm(
  crew: Crew,
  job: SprintJob,
  nonces: readonly bigint[],
  layers: readonly number[],
): Promise<Sample[]> {
  const { inputSeed, modelKey } = deriveJobConstants(job);
  const seeds = nonces.map(inputSeed);
  const rows: Int32Array[] = [];
  for (const count of layers) {
    const cut: SprintParams = { ...job.params, layers: count };
    rows.push((await crew.run(cut, modelKey, seeds)).rows);
  }
  return cutSamples(job, nonces, rows, keptTensors(modelKey, job.params));
}

/** HE1, HE2, HE3, HE4 and HE6 on a full-size preset. */
export async function* fullSize(name: PresetName): AsyncGenerator<HealthRow> {
  const preset = presets[name];
  const params = preset.sprint;
  const crew = await openCrew({ dot: await chooseDot("auto"), threads: 2, shared: true });
  try {
    const samples: Sample[][] = [];
    for (let key = 0; key < keys; key++)
      samples.push(await runWasm(crew, jobOf(params, key), range(noncesPerKey), [params.layers]));
    const [count] = countPasses(samples, manyTargets(targets, params.vocab), [preset], scoreByRule);
    if (count) {
      yield passRateRow(preset, count);
      yield spreadRow(`${name}, keys`, count.byKey, count.pairs);
      yield spreadRow(`${name}, Sprints`, count.byTarget, count.pairs);
    }
    yield* similarityRows(name, samples.flat(), params.dim);
    const all = [...exits, params.layers];
    const partial = await runWasm(crew, jobOf(params), range(exitNonces), all);
    const few = manyTargets(exitTargets, params.vocab);
    yield* earlyExitRows(partial, few, exits, params.layers);
  } finally {
    crew.close();
  }
  yield* oneNonceHeadRoom(name, params);
}

/** Every intermediate is the oracle's to show: one nonce, a minute. */
function oneNonceHeadRoom(name: string, params: SprintParams): HealthRow[] {
  const { inputSeed } = deriveJobConstants(jobOf(params));
  const tensors = generatedTensors(deriveModelKey(jobOf(params).sprintSeed), params);
  const start = embedBatch([inputSeed(0n)], params);
  return headRoomRows(name, measureHeadRoom(start, [0, params.layers], tensors, params));
}
