import { encodeBody, kindNumbers, signTransaction } from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { encodeProof, hashProof } from "@stadion/protocol/sprint";
import { expect, test } from "vitest";
import { createDealer } from "./dealer.ts";
import { createProofHolder } from "./hold-proof.ts";
import type { HeldProof } from "./node-store.ts";
import { createRevealer } from "./revealer.ts";
import { createTestChain, memoryStore, type TestChain, testParams } from "./test-chain.ts";

const hostSecret = new Uint8Array(32).fill(2);
const host = publicKeyOf(hostSecret);
const params = testParams.sprint;

function inSprint(): TestChain {
  const chain = createTestChain();
  const dealer = createDealer({
    ...chain,
    store: memoryStore(),
    randomBytes: (count) => new Uint8Array(count).fill(7),
  });
  dealer.afterBlock();
  chain.send(hostSecret, "register", { payout: host });
  chain.runTo("sprint", dealer);
  return chain;
}

const proofOf = (chain: TestChain, nonces = [3n, 9n], hostKey = host) =>
  encodeProof({ sprintSeed: chain.reader.cycle().sprintSeed, hostKey, level: 0, nonces });

function collect() {
  const held: HeldProof[] = [];
  return { held, holdProof: (proof: HeldProof) => void held.push(proof) };
}

const commitTo = (proof: Uint8Array) => ({
  cycle: 0n,
  proofHash: hashProof(proof),
  count: 2,
  level: 0,
});

const signCommit = (chain: TestChain, proof: Uint8Array, secret = hostSecret) =>
  signTransaction(
    {
      chainId: chain.chainId,
      lane: 0,
      nonce: 1n,
      validUntil: 50n,
      fee: 0n,
      kind: kindNumbers.commit,
      body: encodeBody("commit", commitTo(proof)),
    },
    secret,
  );

test("a proof is held under its hash once its Host's commit was taken in", () => {
  const [chain, store] = [inSprint(), collect()];
  const holder = createProofHolder(chain.reader, store, params);
  const proof = proofOf(chain);
  expect(holder.hold(proof).message).toContain("send the commit first");
  holder.tookIn(signCommit(chain, proof, new Uint8Array(32).fill(9)));
  expect(holder.hold(proof).ok).toBe(false);
  holder.tookIn(signCommit(chain, proof));
  expect(holder.hold(proof).ok).toBe(true);
  expect(store.held).toEqual([{ cycle: 0n, host, hash: hashProof(proof), proof }]);
});

test("a node that started again holds the proof whose commit is on the ledger, and no other", () => {
  const [chain, store] = [inSprint(), collect()];
  const proof = proofOf(chain);
  chain.send(hostSecret, "commit", commitTo(proof));
  chain.nextBlock();
  const holder = createProofHolder(chain.reader, store, params);
  expect(holder.hold(proof).ok).toBe(true);
  expect(holder.hold(proofOf(chain, [4n, 5n])).ok).toBe(false);
  expect(store.held).toHaveLength(1);
});

test.each([
  [
    "bytes that are none",
    (): Uint8Array => Uint8Array.of(1, 2, 3),
    "does not have the form of a Sprint proof",
  ],
  [
    "a proof of another Sprint",
    () => encodeProof({ sprintSeed: new Uint8Array(32), hostKey: host, level: 0, nonces: [1n] }),
    "made for another Sprint",
  ],
  [
    "a stranger's proof",
    (chain: TestChain) => proofOf(chain, [1n], new Uint8Array(32).fill(5)),
    "send the commit first",
  ],
])("%s is refused with the reason", (_, bytes, reason) => {
  const [chain, store] = [inSprint(), collect()];
  const answer = createProofHolder(chain.reader, store, params).hold(bytes(chain));
  expect(answer.ok).toBe(false);
  expect(answer.message).toContain(reason);
  expect(store.held).toEqual([]);
});

test("outside of Sprint and reveal nothing is held", () => {
  const [chain, store] = [inSprint(), collect()];
  const proof = proofOf(chain);
  chain.runTo("work");
  const holder = createProofHolder(chain.reader, store, params);
  expect(holder.hold(proof).message).toContain("during the Sprint");
});

test("[LD16] the node reveals for a Host that is silent in the first half of the window", () => {
  const chain = inSprint();
  const proof = proofOf(chain);
  const fields = { cycle: 0n, proofHash: hashProof(proof), count: 2, level: 0 };
  chain.send(hostSecret, "commit", fields);
  chain.runTo("reveal");
  const heldProof = (_: bigint, __: Uint8Array, hash: Uint8Array) =>
    Buffer.compare(hash, hashProof(proof)) === 0 ? proof : undefined;
  const revealer = createRevealer(chain.reader, chain.sender, { heldProof }, testParams.cycle);
  const { phaseStartHeight } = chain.reader.cycle();
  let revealed = 0n;
  while (chain.reader.cycle().phase === "reveal") {
    revealer.afterBlock();
    chain.nextBlock();
    revealed ||= chain.reader.entry(0n, host)?.revealHeight ?? 0n;
  }
  const half = BigInt(testParams.cycle.revealBlocks) / 2n;
  expect(revealed).toBeGreaterThanOrEqual(phaseStartHeight + half - 1n);
  expect(revealed).toBeLessThan(phaseStartHeight + BigInt(testParams.cycle.revealBlocks) - 1n);
  expect(chain.warnings).toEqual([]);
});

test("what was never handed over stays unrevealed, and the rest of the node goes on", () => {
  const chain = inSprint();
  const fields = { cycle: 0n, proofHash: new Uint8Array(32), count: 2, level: 0 };
  chain.send(hostSecret, "commit", fields);
  const none = { heldProof: () => undefined };
  const revealer = createRevealer(chain.reader, chain.sender, none, testParams.cycle);
  chain.runTo("work", revealer);
  expect(chain.reader.entry(0n, host)?.status).toBe("missed");
});
