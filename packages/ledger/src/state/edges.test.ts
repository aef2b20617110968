// What a cycle does at its edges: before the first Sprint, with nobody in it, with Hosts that come late or go early.

import { cycleKey, hostCodec, summaryCodec, weightTableCodec } from "@stadion/protocol/chain";
import { hashProof } from "@stadion/protocol/sprint";
import { expect, test } from "vitest";
import { type TestKey, testKey } from "../../testing/keys.ts";
import { founder, TestChain } from "../../testing/test-chain.ts";

const [ada, ben] = [testKey("ada"), testKey("ben")];
const none = new Uint8Array();
const weights = (chain: TestChain) => chain.read("weights", none, weightTableCodec);
const summary = (chain: TestChain, cycle: bigint) =>
  chain.read("summary", cycleKey(cycle), summaryCodec);
const missed = (chain: TestChain, { key }: TestKey) => chain.read("host", key, hostCodec)?.missed;
const ofFounder = { cycle: 0n, weight: 1n, entries: [{ host: founder.key, weight: 1n }] };

/** Goes on to the next cycle. */
function finish(chain: TestChain): void {
  chain.toPhase("work");
  chain.toPhase("deal");
}

/** A commit in the Sprint that comes next, and no word after it. */
function commitAndGo(chain: TestChain, ...hosts: TestKey[]): void {
  chain.toPhase("sprint");
  const outcomes = chain.block(...hosts.map((host) => chain.commit(host, none, 20)));
  expect(outcomes).toEqual(hosts.map(() => "ok"));
}

test("[LD2] [LD20] the genesis' weights are in force until the first Sprint is settled", () => {
  const chain = new TestChain();
  expect(weights(chain)).toEqual(ofFounder);
  chain.register(ada);
  chain.toPhase("sprint");
  const proof = chain.proof(ada, 20);
  chain.block(chain.commit(ada, proof, 20));
  chain.toPhase("reveal");
  chain.block(chain.reveal(ada, proof));
  chain.toPhase("audit");
  chain.block(chain.verdict(ada));
  while (chain.height + 1n < chain.cycle.phaseEndHeight) chain.block();
  expect(weights(chain)).toEqual(ofFounder);
  chain.block();
  expect(weights(chain)).toEqual({
    ...{ cycle: 0n, weight: 20n, entries: [{ host: ada.key, weight: 20n }] },
  });
});

test("[LD9] [LD21] a Sprint that nobody commits to ends with the reveal window, and the old weights stay", () => {
  const chain = new TestChain();
  chain.toPhase("reveal");
  const { phaseEndHeight } = chain.cycle;
  while (chain.height < phaseEndHeight) chain.block();
  expect(chain.cycle.phase).toBe("work");
  const counts = { committed: 0, revealed: 0, missed: 0, weight: 1n };
  expect(summary(chain, 0n)).toMatchObject({ outcome: "no-valid-proof", ...counts });
  expect(weights(chain)).toEqual(ofFounder);
});

test("[LD20] [LD21] a commit that is not revealed is missed, and its Host's record counts it for good", () => {
  const chain = new TestChain();
  chain.register(ada, ben);
  commitAndGo(chain, ada, ben);
  finish(chain);
  expect(summary(chain, 0n)).toMatchObject({ outcome: "no-valid-proof", committed: 2, missed: 2 });
  expect([missed(chain, ada), missed(chain, ben)]).toEqual([1, 1]);

  // Next cycle only Ben goes away; a Sprint that settles counts as well.
  chain.toPhase("sprint");
  const proof = chain.proof(ada, 20);
  chain.block(chain.commit(ada, proof, 20), chain.commit(ben, none, 20));
  chain.toPhase("reveal");
  chain.block(chain.reveal(ada, proof));
  chain.toPhase("audit");
  chain.block(chain.verdict(ada));
  finish(chain);
  expect(summary(chain, 1n)).toMatchObject({ outcome: "settled", valid: 1, missed: 1 });
  expect([missed(chain, ada), missed(chain, ben)]).toEqual([1, 2]);

  for (let cycle = 0; cycle < 4; cycle++) finish(chain); // long after the Sprint's own records went
  expect(chain.entry(ben, 1n)).toBeUndefined();
  expect(missed(chain, ben)).toBe(2);
});

test("[LD20] in a void cycle nobody missed anything", () => {
  const chain = new TestChain();
  chain.register(ada, ben);
  chain.toPhase("sprint");
  const proof = chain.proof(ada, 20);
  chain.block(chain.commit(ada, proof, 20), chain.commit(ben, none, 20));
  chain.toPhase("reveal");
  chain.block(chain.reveal(ada, proof));
  while (chain.cycle.phase !== "work") chain.block(); // R' is never opened
  expect(summary(chain, 0n)).toMatchObject({ outcome: "second-value-not-opened", missed: 0 });
  expect([chain.entry(ada)?.status, chain.entry(ben)?.status]).toEqual(["void", "void"]);
  expect([missed(chain, ada), missed(chain, ben)]).toEqual([0, 0]);
});

test("[LD15] of two commits in one block the later one counts", () => {
  const chain = new TestChain();
  chain.register(ada);
  chain.toPhase("sprint");
  const [first, second] = [chain.proof(ada, 20), chain.proof(ada, 15)];
  const commits = [chain.commit(ada, first, 20), chain.commit(ada, second, 15)];
  expect(chain.block(...commits)).toEqual(["ok", "ok"]);
  const { height: commitHeight } = chain;
  const kept = { proofHash: hashProof(second), count: 15, commits: 2, commitHeight };
  expect(chain.entry(ada)).toMatchObject(kept);
});

test("[LD12] [LD15] a Host that registers in the Sprint's last block takes part in it", () => {
  const chain = new TestChain();
  chain.toPhase("sprint");
  const { phaseEndHeight } = chain.cycle;
  const { sprintMs, blockMs } = chain.params.cycle;
  const end = chain.cycle.sprintStartMs + BigInt(sprintMs);
  while (BigInt(chain.timeMs + blockMs) < end) chain.block();
  expect(chain.height).toBeLessThan(phaseEndHeight);
  const proof = chain.proof(ada, 20);
  const late = [chain.sign(ada, "register", { payout: ada.key }), chain.commit(ada, proof, 20)];
  expect(chain.block(...late)).toEqual(["ok", "ok"]);
  expect(chain.cycle.phase).toBe("reveal");
  expect(chain.block(chain.reveal(ada, proof))).toEqual(["ok"]);
  chain.toPhase("audit");
  chain.block(chain.verdict(ada));
  chain.toPhase("work");
  expect(weights(chain)?.entries).toEqual([{ host: ada.key, weight: 20n }]);
});

test("[LD9] the height at which R is opened does not enter the Sprint's seed", () => {
  const [early, late] = [new TestChain(), new TestChain()];
  for (const chain of [early, late]) chain.toPhase("open");
  early.block(early.open(0));
  late.block();
  late.block(late.open(0));
  expect(late.cycle.phaseStartHeight).toBe(early.cycle.phaseStartHeight + 1n);
  expect(late.cycle.sprintSeed).toEqual(early.cycle.sprintSeed);
});
