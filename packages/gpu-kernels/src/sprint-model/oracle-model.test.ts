import { bytesToHex, hexToBytes, sha256 } from "@stadion/protocol/crypto";
import { type PresetName, presets, type SprintParams } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { digestRow } from "./derive-result.ts";
import { norm } from "./oracle.ts";
import { createOracleBackend } from "./oracle-backend.ts";
import {
  embedBatch,
  generatedTensors,
  type LayerTrace,
  lastPositions,
  runHead,
  runLayer,
} from "./oracle-model.ts";

interface Stated {
  sha256: string;
  values?: number[];
}
interface Trace {
  preset: PresetName;
  modelKey: string;
  inputSeed: string;
  input: Stated;
  layers: Record<
    "h1" | "t" | "a" | "afterAttention" | "h2" | "g" | "u" | "f" | "residual",
    Stated
  >[];
  digest: string;
  y: number[];
  o: number[];
}
const { cases } = readVectors<Trace>("sprint/trace-local");

test.each(cases)("[SP10] [SP11] [SP12] [SP13] [SP14] [SP15] every intermediate, $name", (row) => {
  const { params, tensors } = modelOf(row);
  let x = embedBatch([hexToBytes(row.inputSeed)], params);
  expectStated(x, row.input);
  for (const [i, stated] of row.layers.entries()) {
    const trace = runLayer(x, i, tensors, params);
    for (const [field, name] of names) expectStated(trace[field], stated[name]);
    x = trace.residual;
  }
});

test.each(cases)("[SP16] [SP17] [SP18] digest and output vector, $name", (row) => {
  const { params, tensors } = modelOf(row);
  const last = lastPositions(runAll(row, params), params.dim);
  expect(bytesToHex(digestRow(last))).toBe(row.digest);
  expect([...norm(last, params.dim)]).toEqual(row.y);
  expect([...runHead(last, tensors, params)]).toEqual(row.o);
});

test.each([
  ["requantShift", { requantShift: 12 }],
  ["attentionShift", { attentionShift: 2 }],
  ["ffnShift", { ffnShift: 3 }],
])("[SP15] one wrong %s is seen in the digest", (_, wrong) => {
  const row = cases[0] as Trace;
  const params = { ...presets.local.sprint, ...wrong };
  const last = lastPositions(runAll(row, params), params.dim);
  expect(bytesToHex(digestRow(last))).not.toBe(row.digest);
});

interface Whole {
  preset: PresetName;
  sprintSeed: string;
  hostKey: string;
  results: Record<
    "digest" | "nonce" | "sum" | "sumSquares" | "dot" | "appropriate" | "level",
    unknown
  >[];
}
const whole = readVectors<Whole>("sprint/nonces").cases.filter((row) =>
  ["test", "local"].includes(row.preset),
);

test.each(whole)("[SP24] [GK1] whole nonces of $name", async (row) => {
  const job = {
    params: presets[row.preset].sprint,
    sprintSeed: hexToBytes(row.sprintSeed),
    hostKey: hexToBytes(row.hostKey),
  };
  const nonces = row.results.map((result) => BigInt(result.nonce as string));
  const results = await createOracleBackend().evaluate(job, nonces);
  const plain = results.map((r) => ({
    ...r,
    nonce: String(r.nonce),
    digest: bytesToHex(r.digest),
  }));
  expect(plain).toEqual(row.results);
});

const names = [
  ["attentionNorm", "h1"],
  ["qkv", "t"],
  ["attention", "a"],
  ["afterAttention", "afterAttention"],
  ["ffnNorm", "h2"],
  ["gate", "g"],
  ["up", "u"],
  ["ffn", "f"],
  ["residual", "residual"],
] as const satisfies readonly (readonly [keyof LayerTrace, string])[];

function modelOf(row: Trace) {
  const params = presets[row.preset].sprint;
  return { params, tensors: generatedTensors(hexToBytes(row.modelKey), params) };
}

function runAll(row: Trace, params: SprintParams): Int32Array {
  const tensors = generatedTensors(hexToBytes(row.modelKey), params);
  let x = embedBatch([hexToBytes(row.inputSeed)], params);
  for (let layer = 0; layer < params.layers; layer++)
    x = runLayer(x, layer, tensors, params).residual;
  return x;
}

function expectStated(values: Int8Array | Int32Array, stated: Stated): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (stated.values) expect([...values]).toEqual(stated.values);
  expect(bytesToHex(sha256(bytes))).toBe(stated.sha256);
}
