// Each measurement, on a small extent: as it is, and with a fault planted that its row must show.

import { presets } from "@stadion/protocol/params";
import { deriveModelKey } from "@stadion/protocol/sprint";
import { expect, test } from "vitest";
import { generateTensor } from "../../packages/gpu-kernels/src/sprint-model/oracle.ts";
import { approximationRows, survivors } from "./approximation.ts";
import { bySeeds, earlyExitRows } from "./early-exit.ts";
import { generatorRows } from "./generator-rows.ts";
import { headRoomRows } from "./head-room.ts";
import { levelGains } from "./levels.ts";
import { keptTensors, manyTargets, range, runOracle } from "./model.ts";
import { countPasses, passRateRow, scoreByRule, scoreUnpermuted, spreadRow } from "./pass-rate.ts";
import type { HealthRow } from "./row.ts";
import { seedOf } from "./seeds.ts";
import { similarityRows } from "./similarity.ts";

const preset = presets.test;
const params = preset.sprint;
const job = { params, sprintSeed: seedOf("sprint"), hostKey: seedOf("host") };
const key = deriveModelKey(job.sprintSeed);
const tensors = keptTensors(key, params);
const exits = [1, 2, 4];
const samples = runOracle(job, range(48), exits, tensors);
const targets = manyTargets(400, params.vocab);

const allOk = (rows: readonly HealthRow[]) => rows.every((row) => row.ok);
const failing = (rows: readonly HealthRow[]) =>
  rows.filter((row) => !row.ok).map((row) => row.name);

test("[HE1] [HE9] the pass rate is nominal; a threshold a tenth lower is seen", () => {
  const lower = { ...preset, sprint: { ...params, thresholdSquared: 8_900_000 } };
  const [real, low] = countPasses([samples], targets, [preset, lower], scoreByRule);
  expect(passRateRow(preset, real as never).ok).toBe(true);
  expect(passRateRow(lower, low as never).ok).toBe(false);
});

test("[HE3] [HE9] Sprints do not differ; were outputs alike and unpermuted, they would", () => {
  const [real] = countPasses([samples], targets, [preset], scoreByRule);
  const alike = samples.map((sample, i) => samples[i % 4] ?? sample);
  const [fixed] = countPasses([alike], targets, [preset], scoreUnpermuted);
  expect(spreadRow("", real?.byTarget ?? [], real?.pairs ?? 0).ok).toBe(true);
  expect(spreadRow("", fixed?.byTarget ?? [], fixed?.pairs ?? 0).ok).toBe(false);
});

test("[HE2] [HE9] outputs are no more alike than random; unpermuted or collapsed ones are seen", () => {
  expect(allOk(similarityRows("", samples, params.dim))).toBe(true);
  const unpermuted = similarityRows("", samples, params.dim, (s) => s.outputs.at(-1) as Int8Array);
  expect(unpermuted.map((row) => row.ok)).toEqual([true, false]);
  const collapsed = samples.map((sample) => {
    const common = samples[0]?.outputs.at(-1) as Int8Array;
    return {
      ...sample,
      outputs: [common.map((v, i) => v + (sample.outputs.at(-1)?.[i] ?? 0) / 4)],
    };
  });
  expect(similarityRows("", collapsed, params.dim)[0]?.ok).toBe(false);
});

test("[HE4] [HE9] a residual past 2^20 or one value in a thousand clamped is seen", () => {
  const room = { largestResidual: 1 << 20, clamped: 5, requantised: 10_000 };
  expect(allOk(headRoomRows("", room))).toBe(true);
  expect(headRoomRows("", { ...room, largestResidual: 2 ** 20 + 1 })[0]?.ok).toBe(false);
  expect(headRoomRows("", { ...room, clamped: 6 })[1]?.ok).toBe(false);
});

test("[HE5] [HE9] the generator is even; a bias, a repeated block and a stuck bit are seen", () => {
  const make = (modelKey: Uint8Array) => generateTensor(modelKey, "gate", 0, params);
  const tensor = make(key);
  const other = make(seedOf("other-key"));
  expect(failing(generatorRows(tensor, params.ffn, other))).toEqual([]);
  const biased = tensor.map((value, i) => (i % 16 === 0 && value < 0 ? -value : value));
  expect(failing(generatorRows(biased, params.ffn, other))).toContain(
    "generator: bit balance, worst of 6",
  );
  const repeated = tensor.slice();
  repeated.copyWithin(64 * params.ffn, 0);
  expect(failing(generatorRows(repeated, params.ffn, other))).toContain(
    "generator: correlation from block to block",
  );
  expect(failing(generatorRows(tensor, params.ffn, tensor))).toEqual([
    "generator: correlation across a one-bit change of key",
  ]);
});

test("[HE6] [HE9] early scores say nothing; under a permutation by seeds alone they do", () => {
  const layers = exits.slice(0, -1);
  const rows = earlyExitRows(samples, targets.slice(0, 32), layers, params.layers);
  expect(failing(rows)).toEqual([]);
  const planted = earlyExitRows(samples, targets.slice(0, 32), layers, params.layers, bySeeds);
  expect(planted.map((row) => row.ok)).toEqual([false, true, false, true]);
});

test("[HE7] [HE9] no cheaper digest survives; one that equals the exact one is counted", () => {
  const few = samples.slice(0, 4);
  expect(failing(approximationRows("", job, few, tensors))).toEqual([]);
  const half = runOracle(job, range(2), [params.layers], tensors);
  expect(survivors(few.slice(0, 2), half)).toBe(2);
});

test("[HE8] [HE9] picking the level afterwards gains little; without the floor it gains much", () => {
  const gain = levelGains(1024, 40, params);
  expect(gain.honest).toBe(1);
  expect(gain.best).toBeGreaterThan(1);
  expect(gain.best).toBeLessThan(1.02);
  expect(gain.withoutFloor).toBeGreaterThan(2);
});
