import { setTimeout as sleep } from "node:timers/promises";
import type { SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import { compareBytes, publicKeyOf, sha256 } from "@stadion/protocol/crypto";
import { encodeProof, hashProof } from "@stadion/protocol/sprint";
import { expect, test, vi } from "vitest";
import { createDealer } from "./dealer.ts";
import { createReferee } from "./referee.ts";
import { createTestChain, memoryStore, testParams } from "./test-chain.ts";

vi.setConfig({ testTimeout: 60_000 });

/** More than 8 verdicts in each of the audit's blocks would reach. */
const junkHosts = 150;
const junkNonce = 7n;
const honestNonce = 9n;

let rerun = 0;
/** Answers at once: only the honest Host's nonce passes. */
const createBackend = async (): Promise<SprintBackend> => ({
  info: { kind: "oracle", adapter: "", variant: "", batch: 256 },
  async evaluate(_, nonces) {
    rerun++;
    return nonces.map((nonce) => ({
      ...{ nonce, digest: new Uint8Array(32), dot: 1, sum: 0, sumSquares: 1, level: 0 },
      appropriate: nonce === honestNonce,
    }));
  },
  close: async () => {},
});

test("[LD18] [TX6] however many Hosts with lower keys reveal junk, an honest one is judged", async () => {
  const chain = createTestChain();
  const secrets = Array.from({ length: junkHosts + 1 }, (_, i) => sha256(Uint8Array.of(i)));
  const hosts = secrets
    .map((secret) => ({ secret, key: publicKeyOf(secret) }))
    .toSorted((a, b) => compareBytes(a.key, b.key));
  const honest = hosts.at(-1) ?? expect.unreachable();
  const dealer = createDealer({
    ...chain,
    store: memoryStore(),
    randomBytes: (count) => new Uint8Array(count).fill(7),
  });
  dealer.afterBlock();
  for (let from = 0; from < hosts.length; from += 60) {
    for (const { secret, key } of hosts.slice(from, from + 60))
      chain.send(secret, "register", { payout: key });
    chain.nextBlock();
  }
  chain.runTo("sprint", dealer);
  const { sprintSeed } = chain.reader.cycle();
  const proofs = hosts.map(({ key: hostKey }) => {
    const nonces = [hostKey === honest.key ? honestNonce : junkNonce];
    return encodeProof({ sprintSeed, hostKey, level: 0, nonces });
  });
  for (const [i, { secret }] of hosts.entries()) {
    const proofHash = hashProof(proofs[i] as Uint8Array);
    chain.send(secret, "commit", { cycle: 0n, proofHash, count: 1, level: 0 });
  }
  chain.runTo("reveal", dealer);
  for (const [i, { secret, key }] of hosts.entries())
    chain.send(secret, "reveal", { cycle: 0n, host: key, proof: proofs[i] as Uint8Array });
  chain.runTo("audit", dealer);
  const params = testParams.sprint;
  const referee = createReferee({ ...chain, params, deadlineMs: 60_000, createBackend });
  while (chain.reader.cycle().phase === "audit") {
    referee.afterBlock();
    while (rerun < hosts.length) await sleep(5);
    chain.nextBlock();
  }
  await referee.stop();
  expect(chain.reader.entry(0n, honest.key)?.status).toBe("valid");
  expect(chain.reader.summary(0n)).toMatchObject({ valid: 1, invalid: junkHosts, unjudged: 0 });
  expect(chain.warnings).toEqual([]);
});
