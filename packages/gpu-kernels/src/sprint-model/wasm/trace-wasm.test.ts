import { bytesToHex, hexToBytes, sha256 } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { traceOracle } from "../trace.ts";
import { traceWasm } from "./trace-wasm.ts";

interface Layers {
  preset: PresetName;
  sprintSeed: string;
  hostKey: string;
  nonce: string;
  digest: string;
  residuals: { afterLayer: number; sha256: string }[];
}
const seeds = { sprintSeed: new Uint8Array(32).fill(3), hostKey: new Uint8Array(32).fill(4) };

describe.each(["i16", "relaxed"] as const)("%s", (dot) => {
  test.each(readVectors<Layers>("sprint/layers").cases)(
    "[GK2] [SP15] every layer of $name, full size, agrees with the twin",
    async (row) => {
      const job = {
        params: presets[row.preset].sprint,
        sprintSeed: hexToBytes(row.sprintSeed),
        hostKey: hexToBytes(row.hostKey),
      };
      const trace = await traceWasm(job, [BigInt(row.nonce)], dot);
      for (const { afterLayer, sha256: stated } of row.residuals) {
        const { buffer } = trace.residuals[afterLayer - 1] as Int32Array<ArrayBuffer>;
        expect([afterLayer, bytesToHex(sha256(new Uint8Array(buffer)))]).toEqual([
          afterLayer,
          stated,
        ]);
      }
      expect(bytesToHex(trace.results[0]?.digest as Uint8Array)).toBe(row.digest);
    },
    60_000,
  );

  test.each([1, 3])(
    "[GK2] [SP15] [SP18] a whole trace of %d nonces is the oracle's",
    async (count) => {
      const job = { params: presets.local.sprint, ...seeds };
      const nonces = Array.from({ length: count }, (_, i) => BigInt(i) + 2n ** 63n);
      expect(await traceWasm(job, nonces, dot)).toEqual(traceOracle(job, nonces));
    },
  );

  test("more nonces than there is room for are refused", async () => {
    const nonces = Array.from({ length: 65 }, (_, i) => BigInt(i));
    const trace = traceWasm({ params: presets.test.sprint, ...seeds }, nonces, dot);
    await expect(trace).rejects.toThrow("65 nonces, at most 64");
  });
});
