import { presets } from "@stadion/protocol/params";
import { encodeProof, hashProof, levelFloor, maxLevel } from "@stadion/protocol/sprint";
import { beforeEach, describe, expect, test } from "vitest";
import { testKey } from "../../../testing/keys.ts";
import { founder, TestChain } from "../../../testing/test-chain.ts";

const [ada, ben, eve] = [testKey("ada"), testKey("ben"), testKey("eve")];
const { maxNonces } = presets.test.sprint;
const zeros = new Uint8Array(32);

let chain: TestChain;
beforeEach(() => {
  chain = new TestChain();
  chain.register(ada, ben);
  chain.toPhase("sprint");
});

describe("[LD15] a commit", () => {
  const commit = (count: number, level: number, host = ada) =>
    chain.block(chain.commit(host, zeros, count, level))[0];

  test("is recorded, and the last one counts", () => {
    chain.block(chain.commit(ada, new Uint8Array(9), 20));
    const proof = chain.proof(ada, 500, 3);
    chain.block(chain.commit(ada, proof, 500, 3));
    expect(chain.entry(ada)).toEqual({
      ...{ cycle: 0n, host: ada.key, proofHash: hashProof(proof), count: 500, level: 3 },
      ...{ commits: 2, commitHeight: chain.height, revealHeight: 0n, status: "committed" },
      ...{ weight: 0n, faultNonce: 0n, fault: 0, judgedHeight: 0n, digests: zeros },
    });
    expect(chain.entry(ben)).toBeUndefined();
  });

  test("has a count and a level that some proof can have", () => {
    const floor = levelFloor(presets.test.sprint);
    expect([commit(0, 0), commit(1, 0)]).toEqual(["bad-count-or-level", "ok"]);
    expect([commit(maxNonces, 0), commit(maxNonces + 1, 0)]).toEqual(["ok", "bad-count-or-level"]);
    expect([commit(floor - 1, 1), commit(floor, 1)]).toEqual(["bad-count-or-level", "ok"]);
    expect(commit(floor, maxLevel + 1)).toBe("bad-count-or-level");
  });

  test("weighs less than 2^48", () => {
    expect([commit(maxNonces - 1, 38), commit(maxNonces, 38)]).toEqual([
      "ok",
      "bad-count-or-level",
    ]);
    expect([commit(511, 39), commit(512, 39)]).toEqual(["ok", "bad-count-or-level"]);
    expect(commit(maxNonces, maxLevel)).toBe("bad-count-or-level");
  });

  test("is a registered Host's, of this cycle", () => {
    expect(commit(1, 0, eve)).toBe("not-registered");
    const body = { cycle: 1n, proofHash: zeros, count: 1, level: 0 };
    expect(chain.block(chain.sign(ada, "commit", body))).toEqual(["wrong-cycle"]);
  });
});

describe("[LD16] a reveal", () => {
  const commitTo = (proof: Uint8Array, count = 20, level = 0) => {
    expect(chain.block(chain.commit(ada, proof, count, level))).toEqual(["ok"]);
    chain.toPhase("reveal");
    return proof;
  };

  test("may come from any registered sender, to the window's last block", () => {
    const proof = commitTo(chain.proof(ada, 20));
    expect(chain.block(chain.reveal(ada, proof, eve))).toEqual(["not-registered"]);
    chain.blocksWithout(presets.test.cycle.revealBlocks - 2);
    expect(chain.block(chain.reveal(ada, proof, ben))).toEqual(["ok"]);
    expect(chain.cycle.phase).toBe("secondOpen");
    expect(chain.entry(ada)).toMatchObject({ status: "revealed", revealHeight: chain.height });
    expect(
      chain.machine.query("proof", new Uint8Array([...zeros.slice(0, 8), ...ada.key])).value,
    ).toEqual(proof);
  });

  test("one block late is refused", () => {
    const proof = commitTo(chain.proof(ada, 20));
    chain.blocksWithout(presets.test.cycle.revealBlocks);
    expect(chain.block(chain.reveal(ada, proof))).toEqual(["not-in-reveal"]);
  });

  test("needs the shape of SP23, not only an encoding", () => {
    const nonces = Array.from({ length: 20 }, (_, i) => BigInt(i));
    const { sprintSeed } = chain.cycle;
    const proof = encodeProof({ sprintSeed, hostKey: ada.key, level: 1, nonces });
    commitTo(proof);
    expect(chain.block(chain.reveal(ada, proof))).toEqual(["proof-malformed"]);
  });

  test("must have the level that was committed", () => {
    const proof = commitTo(chain.proof(ada, 500, 2), 500, 3);
    expect(chain.block(chain.reveal(ada, proof))).toEqual(["proof-differs-from-commit"]);
  });

  test("of a proof that is refused may be followed by the right one", () => {
    const proof = commitTo(chain.proof(ada, 20));
    const wrong = chain.proof(ada, 21);
    const outcomes = chain.block(chain.reveal(ada, wrong), chain.reveal(ada, proof));
    expect(outcomes).toEqual(["proof-hash-differs", "ok"]);
  });

  test("of a commit that was replaced is refused", () => {
    const first = chain.proof(ada, 20);
    chain.block(chain.commit(ada, first, 20));
    const second = commitTo(chain.proof(ada, 21), 21);
    expect(chain.block(chain.reveal(ada, first))).toEqual(["proof-hash-differs"]);
    expect(chain.block(chain.reveal(ada, second))).toEqual(["ok"]);
  });

  test("of somebody else's proof does not carry it over", () => {
    const copied = chain.proof(ben, 20);
    commitTo(copied);
    expect(chain.block(chain.reveal(ada, copied))).toEqual(["proof-of-another-host"]);
  });
});

describe("a verdict", () => {
  const digests = new Uint8Array(32).fill(4);
  const firstNonce = BigInt(ada.key[0] as number);

  beforeEach(() => {
    const proof = chain.proof(ada, 20);
    chain.block(chain.commit(ada, proof, 20), chain.commit(ben, zeros, 1));
    chain.toPhase("reveal");
    chain.block(chain.reveal(ada, proof));
    chain.toPhase("audit");
  });

  test("[LD18] is recorded with what the referee computed", () => {
    expect(chain.block(chain.verdict(ada, { digests }))).toEqual(["ok"]);
    const judged = { status: "valid", judgedHeight: chain.height, digests };
    expect(chain.entry(ada)).toMatchObject({ ...judged, faultNonce: 0n, fault: 0, weight: 0n });
  });

  test("[LD18] that is invalid names a nonce of the proof and why", () => {
    const blame = (nonce: bigint) => chain.verdict(ada, { outcome: 2, nonce, fault: 2, digests });
    expect(chain.block(blame(firstNonce + 1n))).toEqual(["nonce-not-in-proof"]);
    expect(chain.block(blame(firstNonce + 16n * 19n))).toEqual(["ok"]);
    const fault = { faultNonce: firstNonce + 16n * 19n, fault: 2 };
    expect(chain.entry(ada)).toMatchObject({ status: "invalid", ...fault });
  });

  test("[LD18] is taken for a revealed proof alone, from the founder alone", () => {
    expect(chain.block(chain.verdict(ben))).toEqual(["nothing-to-judge"]);
    expect(chain.block(chain.verdict(ada, {}, ben))).toEqual(["not-the-referee"]);
    expect(chain.block(chain.verdict(ada, { cycle: 1n }))).toEqual(["wrong-cycle"]);
  });

  test("[LD18] is taken to the last block of audit", () => {
    while (chain.height + 1n < chain.cycle.phaseEndHeight) chain.block();
    expect(chain.block(chain.verdict(ada))).toEqual(["ok"]);
    expect(chain.cycle.phase).toBe("work");
    expect(chain.block(chain.verdict(ada))).toEqual(["not-in-audit"]);
    expect(chain.entry(ada)).toMatchObject({ status: "valid", weight: 20n });
  });

  test("[LD19] cannot-check is no judgement: any verdict may follow it", () => {
    const outcomes = chain.block(
      chain.verdict(ada, { outcome: 3 }),
      chain.verdict(ada, { outcome: 3 }),
    );
    expect(outcomes).toEqual(["ok", "ok"]);
    expect(chain.entry(ada)?.status).toBe("cannot-check");
    expect(chain.block(chain.verdict(ada, { digests }))).toEqual(["ok"]);
    expect(chain.entry(ada)?.status).toBe("valid");
  });

  test.each([1, 2] as const)("[LD19] outcome %d is final", (outcome) => {
    const faulty = outcome === 2 ? ({ nonce: firstNonce, fault: 1 } as const) : {};
    expect(chain.block(chain.verdict(ada, { outcome, ...faulty }))).toEqual(["ok"]);
    for (const next of [1, 3] as const)
      expect(chain.block(chain.verdict(ada, { outcome: next }))).toEqual(["already-judged"]);
    const blame = chain.verdict(ada, { outcome: 2, nonce: firstNonce, fault: 2 }, founder);
    expect(chain.block(blame)).toEqual(["already-judged"]);
  });
});
