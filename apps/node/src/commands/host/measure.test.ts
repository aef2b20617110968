import { type HostPorts, predictSprint } from "@stadion/protocol/host";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { createTestIo } from "../../test-io.ts";
import { measure, measuredLines } from "./measure.ts";

const measured = {
  preset: "local",
  noncesPerSecond: 20,
  spread: 0.05,
  timeMs: 1,
  compute: { kind: "wasm", adapter: "2 threads", variant: "i16" },
  batches: 4,
  tried: 200,
  found: 3,
  measuredMs: 10_000,
} as const;

test("a benchmark is told with what it means and what was measured before", () => {
  const prediction = predictSprint(measured, presets.local, { own: 0n, total: 24n });
  expect(measuredLines(measured, prediction, [{ ...measured, noncesPerSecond: 25 }])).toEqual([
    "20.0 nonces/s ± 5.0 %  (200 nonces in 4 batches, 3 passed)",
    "  before       25.0 nonces/s, -20.0 % since",
    "A whole Sprint of the preset local should give, in 19 of 20:",
    "  nonces       520  (469 to 571)",
    "  appropriate  8  (3 to 14)",
    "  level        0",
    "  weight       8  (3 to 14)",
    "  share        25.3 %  (9.5 % to 36.4 %) of all weight, if the others keep theirs",
  ]);
});

/** Ports of a machine that tries a nonce a millisecond, on a network without weights. */
function createPorts(preset: string, asked: string[]) {
  let nowMs = 0;
  const values = new Map<string, Uint8Array>();
  const evaluate = async (_: unknown, nonces: readonly bigint[]) => {
    nowMs += nonces.length;
    return nonces.map((nonce) => ({ nonce, appropriate: nonce % 64n === 0n, level: 0 }));
  };
  return {
    clock: { nowMs: () => 5, monotonicMs: () => nowMs, sleep: async () => {} },
    store: {
      get: async (name: string) => values.get(name),
      set: async (name: string, value: Uint8Array) => void values.set(name, value),
      delete: async () => {},
    },
    compute: { describe: () => measured.compute, batch: () => 100, evaluate, recheck: evaluate },
    random: { bytes: (count: number) => new Uint8Array(count) },
    network: {
      status: async () => ({ preset }),
      query: async (path: string) => {
        asked.push(path);
        return { height: 1n, value: undefined };
      },
    },
  } as unknown as HostPorts;
}

test("as JSON it is one line, and the second one knows the first; nothing is submitted", async () => {
  const asked: string[] = [];
  const ports = createPorts("local", asked);
  const io = createTestIo();
  const options = { key: new Uint8Array(32), ms: 1000, throttle: 0.5, json: true };
  await measure(ports, options, io);
  await measure(ports, options, io);
  const [first, second] = io.printed.map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    event: "benchmark",
    preset: "local",
    noncesPerSecond: 1000,
    tried: 1000,
    prediction: { nonces: { expected: 13_000 } },
    before: [],
  });
  expect(second.before).toHaveLength(1);
  expect(new Set(asked)).toEqual(new Set(["total", "weight"]));
});

test("a network whose params are unknown can't be measured for", async () => {
  const options = { key: new Uint8Array(32), ms: 1000, throttle: 1, json: true };
  await expect(measure(createPorts("lunar", []), options, createTestIo())).rejects.toThrow(
    'this version does not know the params "lunar" of the node\'s network',
  );
});
