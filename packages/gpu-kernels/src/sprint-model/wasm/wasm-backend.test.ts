import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import type { NonceResult, SprintBackend, SprintJob } from "../backend.ts";
import { createOracleBackend } from "../oracle-backend.ts";
import { createWasmBackend } from "./wasm-backend.ts";

interface Whole {
  name: PresetName;
  preset: PresetName;
  sprintSeed: string;
  hostKey: string;
  results: ({ nonce: string } & Record<string, unknown>)[];
}
const whole = readVectors<Whole>("sprint/nonces").cases;
const open: SprintBackend[] = [];

afterEach(() => vi.unstubAllGlobals());
afterAll(() => Promise.all(open.map((backend) => backend.close())));

describe.each(["relaxed", "i16"] as const)("%s", (variant) => {
  test.each(whole.filter(({ preset }) => preset !== "testnet"))(
    "[GK1] [GK2] whole nonces of $name agree with the twin",
    async (row) => {
      const backend = await opened({ threads: 2, variant });
      expect(backend.info).toEqual({ kind: "wasm", adapter: "2 threads", variant, batch: 64 });
      const stated = row.preset === "mainnet" ? row.results.slice(0, 1) : row.results;
      const results = await backend.evaluate(
        jobOf(row),
        stated.map(({ nonce }) => BigInt(nonce)),
      );
      expect(results.map(plain)).toEqual(stated);
    },
    60_000,
  );
});

describe("any number of nonces", () => {
  const [row] = whole.filter(({ preset }) => preset === "local");
  const job = jobOf(row as Whole);
  const nonces = Array.from({ length: 65 }, (_, i) => 2n ** 40n + BigInt(i));
  let expected: NonceResult[];
  beforeAll(async () => {
    expected = await createOracleBackend().evaluate(job, nonces);
  });

  describe.each([1, 2, 3])("%d threads", (threads) => {
    test.each([0, 1, 2, 3, 5, 63, 64, 65])("[GK1] %d, one memory", async (count) => {
      const backend = await opened({ threads, teams: "one" });
      expect(await backend.evaluate(job, nonces.slice(0, count))).toEqual(expected.slice(0, count));
    });

    test.each([0, 1, 2, 3, 63, 64, 65])("[GK1] %d, none shared", async (count) => {
      vi.stubGlobal("SharedArrayBuffer", undefined);
      const backend = await opened({ threads });
      if (threads === 3) {
        expect(backend.info.adapter).toBe("3 threads without shared memory");
        expect(backend.info.batch).toBe(96);
      }
      expect(await backend.evaluate(job, nonces.slice(0, count))).toEqual(expected.slice(0, count));
    });
  });

  test.each(["one", "each"] as const)("[GK1] calls that overlap, teams: %s", async (teams) => {
    const backend = await opened({ threads: 2, teams });
    const calls = [0, 5, 40, 64].map((from) => backend.evaluate(job, nonces.slice(from)));
    expect((await Promise.all(calls)).flat()).toEqual(
      [0, 5, 40, 64].flatMap((from) => expected.slice(from)),
    );
  });

  test("[GK1] calls that overlap run one after the other, also with other params between", async () => {
    const backend = await opened({ threads: 2 });
    const [other] = whole.filter(({ preset }) => preset === "test");
    const [a, b, c] = await Promise.all([
      backend.evaluate(job, nonces.slice(0, 3)),
      backend.evaluate(jobOf(other as Whole), [0n]),
      backend.evaluate(job, nonces.slice(3, 5)),
    ]);
    expect([...a, ...c]).toEqual(expected.slice(0, 5));
    expect(b.map(plain)).toEqual((other as Whole).results.slice(0, 1));
  });
});

describe("wrong calls", () => {
  test.each([0, -1, 1.5, Number.NaN])("%d threads are refused", (threads) =>
    expect(createWasmBackend({ threads })).rejects.toThrow(RangeError),
  );

  test("a call that throws leaves the next one alone", async () => {
    const backend = await opened({ threads: 1 });
    const [row] = whole.filter(({ preset }) => preset === "test") as [Whole];
    const wrong = { ...jobOf(row), hostKey: new Uint8Array(31) };
    await expect(backend.evaluate(wrong, [0n])).rejects.toThrow();
    expect((await backend.evaluate(jobOf(row), [0n])).map(plain)).toEqual(row.results.slice(0, 1));
  });

  test("calls in flight at close and after it are rejected", async () => {
    const backend = await createWasmBackend({ threads: 2 });
    const [row] = whole.filter(({ preset }) => preset === "mainnet") as [Whole];
    const lost = [backend.evaluate(jobOf(row), [0n]), backend.evaluate(jobOf(row), [1n])];
    await backend.close();
    for (const result of [...lost, backend.evaluate(jobOf(row), [2n])])
      await expect(result).rejects.toMatchObject({ name: "BackendLostError" });
  });
});

/** A backend that is closed at the end. */
async function opened(options: Parameters<typeof createWasmBackend>[0]): Promise<SprintBackend> {
  const backend = await createWasmBackend(options);
  open.push(backend);
  return backend;
}

function jobOf({ preset, sprintSeed, hostKey }: Whole): SprintJob {
  return {
    params: presets[preset].sprint,
    sprintSeed: hexToBytes(sprintSeed),
    hostKey: hexToBytes(hostKey),
  };
}

function plain(result: NonceResult) {
  return { ...result, nonce: String(result.nonce), digest: bytesToHex(result.digest) };
}
