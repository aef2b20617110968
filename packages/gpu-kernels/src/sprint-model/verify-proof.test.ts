import { presets } from "@stadion/protocol/params";
import { selectProof } from "@stadion/protocol/sprint";
import { expect, test } from "vitest";
import { createOracleBackend } from "./oracle-backend.ts";
import { runSprint } from "./run-sprint.ts";
import { verifyProof } from "./verify-proof.ts";

const params = presets.test.sprint;
const job = {
  params,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};
const backend = createOracleBackend();

async function foundProof() {
  let now = 0;
  const options = { firstNonce: 100n, seconds: 12, nowMs: () => now++ * 1000 };
  const run = await runSprint(backend, job, options);
  const chosen = selectProof(run.finds, params);
  if (!chosen) throw new Error("nothing found");
  return { run, proof: { sprintSeed: job.sprintSeed, hostKey: job.hostKey, ...chosen } };
}

test("[SP24] what a run finds verifies, and its weight is its count", async () => {
  const { run, proof } = await foundProof();
  expect(run.tried).toBe(48n);
  const steps: number[] = [];
  const verdict = await verifyProof(backend, proof, params, { onProgress: (n) => steps.push(n) });
  expect(verdict).toEqual({ ok: true, weight: BigInt(run.finds.length) });
  expect(steps.at(-1)).toBe(proof.nonces.length);
});

test("[SP24] the nonce that fails is named, with the reason", async () => {
  const { run, proof } = await foundProof();
  const last = proof.nonces.at(-1) as bigint;
  const found = new Set(run.finds.map((find) => find.nonce));
  let foreign = last + 1n;
  while (found.has(foreign)) foreign++;
  const altered = { ...proof, nonces: [...proof.nonces, foreign] };
  const verdict = await verifyProof(backend, altered, params);
  expect(verdict).toMatchObject({ ok: false, nonce: foreign });
});

test("[SP24] a proof under another key or seed fails at once", async () => {
  const { proof } = await foundProof();
  const stolen = { ...proof, hostKey: new Uint8Array(32).fill(3) };
  expect((await verifyProof(backend, stolen, params)).ok).toBe(false);
  const old = { ...proof, sprintSeed: new Uint8Array(32).fill(3) };
  expect((await verifyProof(backend, old, params)).ok).toBe(false);
});

test("[SP23] a list that is wrong as a list is refused before a nonce runs", async () => {
  const { proof } = await foundProof();
  const none = { ...backend, evaluate: () => Promise.reject(new Error("must not run")) };
  const verdict = await verifyProof(none, { ...proof, nonces: [2n, 1n] }, params);
  expect(verdict).toMatchObject({ ok: false });
});
