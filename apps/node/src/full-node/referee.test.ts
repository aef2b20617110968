import { createWasmBackend, type SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { encodeProof, hashProof } from "@stadion/protocol/sprint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDealer } from "./dealer.ts";
import type { Duty } from "./duty.ts";
import { createReferee } from "./referee.ts";
import { createTestChain, memoryStore, type TestChain, testParams } from "./test-chain.ts";

const hostSecret = new Uint8Array(32).fill(2);
const host = publicKeyOf(hostSecret);
const params = testParams.sprint;

let wasm: SprintBackend;
beforeAll(async () => {
  wasm = await createWasmBackend({ threads: 1 });
});
afterAll(() => wasm.close());
const options = { params, deadlineMs: 60_000 };

/** Dealings that live as long as the test. */
function dealerOf(chain: TestChain): Duty {
  return createDealer({
    ...chain,
    store: memoryStore(),
    randomBytes: (count) => new Uint8Array(count).fill(7),
  });
}

/** A chain in its audit, with one revealed proof made of these many good nonces and all these bad ones. */
async function audited(good: number, bad: number): Promise<{ chain: TestChain; nonces: bigint[] }> {
  const chain = createTestChain();
  const dealer = dealerOf(chain);
  dealer.afterBlock();
  chain.send(hostSecret, "register", { payout: host });
  chain.runTo("sprint", dealer);
  const { sprintSeed } = chain.reader.cycle();
  const job = { params, sprintSeed, hostKey: host };
  const tried = Array.from({ length: 160 }, (_, i) => BigInt(i));
  const results = await wasm.evaluate(job, tried);
  const pick = (appropriate: boolean, count: number) =>
    results.filter((result) => result.appropriate === appropriate).slice(0, count);
  const picked = [...pick(true, good), ...pick(false, bad)].map(({ nonce }) => nonce);
  const nonces = picked.sort((a, b) => (a < b ? -1 : 1));
  expect(nonces.length).toBe(good + bad);
  const proof = encodeProof({ sprintSeed, hostKey: host, level: 0, nonces });
  const fields = { cycle: 0n, count: nonces.length, level: 0 };
  chain.send(hostSecret, "commit", { ...fields, proofHash: hashProof(proof) });
  chain.runTo("reveal", dealer);
  chain.send(hostSecret, "reveal", { cycle: 0n, host, proof });
  chain.runTo("audit", dealer);
  expect(chain.reader.entry(0n, host)?.status).toBe("revealed");
  return { chain, nonces };
}

/** Lets the referee work between blocks until its proof is judged or the audit is over. */
async function judged(chain: TestChain, referee: Duty) {
  const final = () => ["valid", "invalid"].includes(chain.reader.entry(0n, host)?.status ?? "");
  while (!final() && chain.reader.cycle().phase === "audit") {
    referee.afterBlock();
    await new Promise((resolve) => setTimeout(resolve, 40));
    chain.nextBlock();
  }
  return chain.reader.entry(0n, host);
}

const share = async (): Promise<SprintBackend> => ({ ...wasm, close: async () => {} });

test("[LD18] a proof of appropriate nonces is judged valid and weighs what it counts", async () => {
  const { chain } = await audited(5, 0);
  const referee = createReferee({ ...chain, ...options, createBackend: share });
  expect((await judged(chain, referee))?.status).toBe("valid");
  await referee.stop();
  chain.runTo("work");
  expect(chain.reader.entry(0n, host)?.weight).toBe(5n);
});

test("[LD18] one nonce that does not pass voids the proof, and the ledger names it", async () => {
  const { chain, nonces } = await audited(3, 1);
  const results = await wasm.evaluate(
    { params, sprintSeed: chain.reader.cycle().sprintSeed, hostKey: host },
    nonces,
  );
  const referee = createReferee({ ...chain, ...options, createBackend: share });
  const entry = await judged(chain, referee);
  await referee.stop();
  expect(entry?.status).toBe("invalid");
  expect(entry?.faultNonce).toBe(results.find((result) => !result.appropriate)?.nonce);
  expect(entry?.fault).toBe(1);
});

test("[LD19] a backend that fails is told as cannot-check, and tried again until it works", async () => {
  const { chain } = await audited(2, 0);
  let fails = 2;
  const createBackend = async () => {
    if (fails-- > 0) throw new Error("no memory left");
    return share();
  };
  const seen: (string | undefined)[] = [];
  const referee = createReferee({ ...chain, ...options, createBackend });
  const watching: Duty = {
    afterBlock() {
      seen.push(chain.reader.entry(0n, host)?.status);
      referee.afterBlock();
    },
  };
  expect((await judged(chain, watching))?.status).toBe("valid");
  await referee.stop();
  expect(seen).toContain("cannot-check");
  expect(chain.warnings.join()).toContain("no memory left");
});

test("[LD19] a backend that never works leaves the proof unjudged, which is not a no", async () => {
  const { chain } = await audited(2, 0);
  const createBackend = async () => Promise.reject(new Error("no SIMD"));
  const referee = createReferee({ ...chain, ...options, createBackend });
  expect((await judged(chain, referee))?.status).toBe("cannot-check");
  await referee.stop();
  expect(chain.reader.summary(0n)).toMatchObject({ unjudged: 1, invalid: 0, valid: 0 });
});

test("a referee that was restarted in the middle of the audit goes on", async () => {
  const { chain } = await audited(2, 0);
  const never = () => new Promise<SprintBackend>(() => {});
  createReferee({ ...chain, ...options, createBackend: never }).afterBlock();
  chain.nextBlock();
  const again = createReferee({ ...chain, ...options, createBackend: share });
  expect((await judged(chain, again))?.status).toBe("valid");
  await again.stop();
});

test("[LD19] a backend that never answers is given up, told as cannot-check, and another one is asked", async () => {
  const { chain } = await audited(2, 0);
  const closed: string[] = [];
  const hanging = () => new Promise<never>(() => {});
  let opened = 0;
  const createBackend = async () => {
    opened++;
    if (opened === 1) return hanging();
    const close = async () => void closed.push("never answers");
    return opened === 2 ? { ...wasm, evaluate: hanging, close } : share();
  };
  const seen: (string | undefined)[] = [];
  const referee = createReferee({ ...chain, params, deadlineMs: 100, createBackend });
  const watching: Duty = {
    afterBlock() {
      seen.push(chain.reader.entry(0n, host)?.status);
      referee.afterBlock();
    },
  };
  expect((await judged(chain, watching))?.status).toBe("valid");
  await referee.stop();
  expect(seen).toContain("cannot-check");
  expect(closed).toEqual(["never answers"]);
  expect(chain.warnings.join()).toContain("A batch of the backend took longer than 100 ms");
});
