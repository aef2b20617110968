import type { NonceResult } from "@stadion/gpu-kernels/sprint-model";
import { deriveSample, sampleDraws, verdictDigests } from "@stadion/protocol/chain";
import { sha256 } from "@stadion/protocol/crypto";
import type { SprintProof } from "@stadion/protocol/sprint";
import { expect, test } from "vitest";
import { rerunProof } from "./rerun-proof.ts";
import { testParams } from "./test-chain.ts";

const secondValue = new Uint8Array(32).fill(9);
const referee = new Uint8Array(32).fill(1);
const hostKey = new Uint8Array(32).fill(2);
const noStop = new AbortController().signal;
const batch = 64;

const digestOf = (nonce: bigint) =>
  sha256(Uint8Array.of(Number(nonce & 255n), Number(nonce >> 8n)));
const proofOf = (count: number, level: number): SprintProof => ({
  ...{ sprintSeed: new Uint8Array(32), hostKey, level },
  nonces: Array.from({ length: count }, (_, i) => BigInt(3 * i)),
});

/** Finds all appropriate at level 5, but for what `wrong` says of a nonce. */
function backendWith(wrong: (nonce: bigint) => Partial<NonceResult>) {
  const asked: (readonly bigint[])[] = [];
  const info = { kind: "oracle", adapter: "", variant: "", batch } as const;
  return {
    asked,
    info,
    async evaluate(_: unknown, nonces: readonly bigint[]) {
      asked.push(nonces);
      return nonces.map((nonce) => ({
        ...{ nonce, digest: digestOf(nonce), dot: 1, sum: 0, sumSquares: 1, level: 5 },
        ...{ appropriate: true, ...wrong(nonce) },
      }));
    },
  };
}

const rerun = (
  backend: ReturnType<typeof backendWith>,
  proof: SprintProof,
  signal: AbortSignal = noStop,
) => rerunProof(backend, proof, secondValue, referee, testParams.sprint, signal);

test("[LD17] [LD18] of a long proof the sample alone is re-run, and its digests are the referee's", async () => {
  const backend = backendWith(() => ({}));
  const proof = proofOf(1000, 5);
  const finding = await rerun(backend, proof);
  const sample = deriveSample(secondValue, hostKey, 1000).map((i) => proof.nonces[i] as bigint);
  expect(backend.asked.flat()).toEqual(sample);
  expect(backend.asked.every((nonces) => nonces.length <= batch)).toBe(true);
  expect(sample.length).toBeLessThanOrEqual(sampleDraws);
  const digests = verdictDigests(referee, sample.map(digestOf));
  expect(finding).toEqual({ outcome: 1, nonce: 0n, fault: 0, digests });
});

test.each([
  ["is not appropriate", { appropriate: false }, 1],
  ["is appropriate, but below the proof's level", { level: 4 }, 2],
  ["is neither", { appropriate: false, level: 0 }, 1],
])(
  "[LD18] a nonce that %s is named with its fault, and all of the sample is re-run",
  async (_, wrong, fault) => {
    const proof = proofOf(165, 5);
    const bad = proof.nonces[70] as bigint;
    const backend = backendWith((nonce) => (nonce >= bad ? wrong : {}));
    const digests = verdictDigests(referee, proof.nonces.map(digestOf));
    expect(await rerun(backend, proof)).toEqual({ outcome: 2, nonce: bad, fault, digests });
  },
);

test("[LD18] a nonce above the proof's level is none below it", async () => {
  const backend = backendWith(() => ({ level: 40 }));
  expect((await rerun(backend, proofOf(10, 5))).outcome).toBe(1);
});

test("[LD19] what is stopped on its way is no verdict", async () => {
  const stopping = new AbortController();
  const backend = backendWith(() => {
    stopping.abort(new Error("the node stops"));
    return {};
  });
  const work = rerun(backend, proofOf(165, 0), stopping.signal);
  await expect(work).rejects.toThrow("the node stops");
  expect(backend.asked).toHaveLength(1);
});
