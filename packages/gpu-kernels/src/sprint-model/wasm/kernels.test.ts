import { hexToBytes } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { embed, positions, requantise, tensorKinds } from "../oracle.ts";
import type { Dot } from "./gemm.wasm.ts";
import { elementBytes, panelColumns } from "./layout.ts";
import { buildMachine, type Machine, prepareWeights } from "./machine.ts";

interface Tensor {
  preset: PresetName;
  modelKey: string;
  layer: number;
  kind: number;
  elements: { k: number; n: number; value: number }[];
}
const { test: testParams, local, mainnet } = presets;

describe.each(["i16", "relaxed"] as const)("%s", (dot) => {
  test.each(readVectors<Tensor>("sprint/tensors").cases)("[SP9] weights of $name", async (row) => {
    const machine = await machineFor(dot, presets[row.preset].sprint);
    const kind = tensorKinds[row.kind];
    if (!kind) throw new Error(`no kind ${row.kind}`);
    const make = prepareWeights(machine, hexToBytes(row.modelKey), kind, row.layer);
    for (const { k, n, value } of row.elements) {
      make(n - (n % panelColumns), k - (k % 64), 64);
      expect([k, n, weight(machine, k % 64, n % panelColumns)]).toEqual([k, n, value]);
    }
  });

  test.each(["local", "mainnet"] as const)("[SP10] where nonces start, %s", async (name) => {
    const machine = await machineFor(dot, presets[name].sprint);
    const { memory, layout, kernels, params } = machine;
    const seeds = [0, 1, 255].map((byte) => new Uint8Array(32).fill(byte).fill(7, 20));
    for (const [i, seed] of seeds.entries())
      new Uint8Array(memory.buffer, layout.seeds + 32 * i, 32).set(seed);
    kernels.embedSeeds(layout.seeds, seeds.length, params.dim / 64, layout.residual);
    const size = positions * params.dim;
    const x = new Int32Array(memory.buffer, layout.residual, (seeds.length + 1) * size);
    const expected = seeds.map((seed) => embed(seed, params));
    expect(seeds.map((_, i) => x.slice(i * size, (i + 1) * size))).toEqual(expected);
    expect(x.slice(seeds.length * size).every((value) => value === 0)).toBe(true);
  });

  test.each(readVectors<{ x: number[]; y: number[] }>("sprint/norm").cases)(
    "[SP11] norm of $name",
    async ({ x, y }) => {
      const dim = x.length;
      const machine = await machineFor(dot, { ...testParams.sprint, dim, heads: dim / 4 });
      const { memory, layout, kernels } = machine;
      new Int32Array(memory.buffer, layout.residual, dim).set(x);
      kernels.normRows(layout.residual, dim, 1, layout.normed, layout.dimStride);
      expect(activations(machine, layout.normed, dim)).toEqual(y);
    },
  );

  test.each(readVectors<{ t: number[]; a: number[] }>("sprint/attention").cases)(
    "[SP13] attention of $name",
    async ({ t, a }) => {
      const machine = await machineFor(dot, local.sprint);
      const { memory, layout, kernels } = machine;
      const { dim } = local.sprint;
      new Int8Array(memory.buffer, layout.qkv, t.length).set(t);
      kernels.attend(layout.qkv, dim, layout.normed, layout.dimStride);
      const rows = [0, 1, 2, 3].map((row) =>
        activations(machine, layout.normed + row * layout.dimStride, dim),
      );
      expect(rows.flat()).toEqual(a);
      kernels.attendLast(layout.qkv, dim, layout.normed, layout.dimStride);
      expect(activations(machine, layout.normed, dim)).toEqual(rows[3]);
    },
  );

  test.each(readVectors<{ g: number[]; u: number[]; f: number[] }>("sprint/feed-forward").cases)(
    "[SP14] gated values of $name",
    async ({ g, u, f }) => {
      const machine = await machineFor(dot, mainnet.sprint);
      const { memory, layout, kernels, own } = machine;
      for (let from = 0; from < g.length; from += 4 * panelColumns) {
        const some = g.slice(from, from + 4 * panelColumns);
        new Int8Array(memory.buffer, own.gate, some.length).set(some);
        // The sums that requantise to u: the product itself is of zeros.
        const sums = u
          .slice(from, from + some.length)
          .map((value) => Math.round((value * 4096) / 5));
        new Int32Array(memory.buffer, layout.starts, sums.length).set(sums);
        const { normed, dimStride, starts, gated, ffnStride } = layout;
        const size = [0, 1] as const;
        kernels.multiplyGate(
          normed,
          dimStride,
          own.panel,
          16,
          starts,
          ...size,
          gated,
          ffnStride,
          own.gate,
        );
        const rows = [0, 1, 2, 3].map((row) =>
          activations(machine, gated + row * ffnStride, panelColumns),
        );
        expect(rows.flat().slice(0, some.length)).toEqual(f.slice(from, from + some.length));
      }
    },
  );

  test("[SP12] sums around every rounding and clamping edge are requantised", async () => {
    const machine = await machineFor(dot, mainnet.sprint);
    const { memory, layout, kernels, own } = machine;
    const edges = Array.from({ length: 261 }, (_, i) => Math.round(((i - 130.5) * 4096) / 5));
    const largest = [2 ** 28, -(2 ** 28)];
    const sums = [...edges.flatMap((edge) => [edge - 1, edge, edge + 1]), ...largest];
    for (let from = 0; from < sums.length; from += 4 * panelColumns) {
      const some = sums.slice(from, from + 4 * panelColumns);
      new Int32Array(memory.buffer, layout.starts, some.length).set(some);
      const { normed, dimStride, starts } = layout;
      kernels.multiplyRequantise(
        normed,
        dimStride,
        own.panel,
        16,
        starts,
        0,
        1,
        own.gate,
        panelColumns,
      );
      const values = new Int8Array(memory.buffer, own.gate, some.length);
      expect([...values]).toEqual([...requantise(Int32Array.from(some), mainnet.sprint)]);
    }
  });
});

function machineFor(dot: Dot, params: Machine["params"]): Promise<Machine> {
  return buildMachine(dot, params, { index: 0, size: 1, memory: undefined });
}

/** Where byte `i` of a row lies: i16 activations and weights come as (0, 2) and (1, 3). */
function placeOf(dot: Dot, i: number): number {
  return dot === "i16" ? (i & ~3) + ([0, 2, 1, 3][i & 3] as number) : i;
}

function view({ dot, memory }: Machine): Int8Array | Int16Array {
  return dot === "i16" ? new Int16Array(memory.buffer) : new Int8Array(memory.buffer);
}

function activations(machine: Machine, address: number, count: number): number[] {
  const values = view(machine);
  const from = address / elementBytes(machine.dot);
  return Array.from({ length: count }, (_, i) => values[from + placeOf(machine.dot, i)] as number);
}

function weight(machine: Machine, k: number, column: number): number {
  const perWord = 4 / elementBytes(machine.dot);
  const at = placeOf(machine.dot, k);
  const word = Math.floor(at / perWord) * panelColumns + column;
  const from = machine.own.panel / elementBytes(machine.dot);
  return (view(machine)[from + word * perWord + (at % perWord)] as number) - 63;
}
