import assert from "node:assert/strict";
import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { isExact } from "./probe.ts";
import { createWasmBackend } from "./wasm-backend.ts";

interface Whole {
  preset: PresetName;
  sprintSeed: string;
  hostKey: string;
  results: ({ nonce: string } & Record<string, unknown>)[];
}
const rows = readVectors<Whole>("sprint/nonces").cases.filter(({ preset }) => preset !== "testnet");

for (const variant of ["i16", "relaxed"] as const) {
  Deno.test(`[GK2] the ${variant} dot is exact on extreme values in Deno`, async () => {
    assert.equal(await isExact(variant), true);
  });

  for (const [kind, shared] of [
    ["one memory", globalThis.SharedArrayBuffer],
    ["a memory each", undefined],
  ] as const) {
    for (const row of rows.filter(({ preset }) => shared || preset !== "mainnet")) {
      Deno.test(`[GK1] ${row.preset} in Deno, ${variant}, two threads, ${kind}`, async () => {
        const before = globalThis.SharedArrayBuffer;
        Object.assign(globalThis, { SharedArrayBuffer: shared });
        const teams = shared ? "one" : "auto";
        const backend = await createWasmBackend({ threads: 2, variant, teams });
        Object.assign(globalThis, { SharedArrayBuffer: before });
        const stated = row.preset === "mainnet" ? row.results.slice(0, 1) : row.results;
        const job = {
          params: presets[row.preset].sprint,
          sprintSeed: hexToBytes(row.sprintSeed),
          hostKey: hexToBytes(row.hostKey),
        };
        const nonces = stated.map(({ nonce }) => BigInt(nonce));
        const results = await backend.evaluate(job, nonces);
        await backend.close();
        const plain = results.map((r) => ({
          ...r,
          nonce: String(r.nonce),
          digest: bytesToHex(r.digest),
        }));
        assert.deepEqual(plain, stated);
      });
    }
  }
}

Deno.test("[GK1] a worker that is closed while the others wait for it ends in Deno too", async () => {
  const backend = await createWasmBackend({ threads: 2 });
  const row = rows[0] as Whole;
  const job = {
    params: presets.mainnet.sprint,
    sprintSeed: hexToBytes(row.sprintSeed),
    hostKey: hexToBytes(row.hostKey),
  };
  const running = assert.rejects(backend.evaluate(job, [0n]), { name: "BackendLostError" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await backend.close();
  await running;
});
