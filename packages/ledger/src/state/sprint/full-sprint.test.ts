// As many Hosts as a Sprint can have, each with as much weight as one can have.

import {
  cycleKey,
  maxWeightHosts,
  sprintTableCodec,
  summaryCodec,
  totalCodec,
  weightLimit,
  weightTableCodec,
} from "@stadion/protocol/chain";
import { proofWeight } from "@stadion/protocol/sprint";
import { expect, test, vi } from "vitest";
import { fillSprint } from "../../../testing/full-sprint.ts";
import { testKey } from "../../../testing/keys.ts";
import { founder, TestChain } from "../../../testing/test-chain.ts";
import { createMemoryStore } from "../../store/index.ts";

const [ada, ben] = [testKey("ada"), testKey("ben")];
vi.setConfig({ testTimeout: 60_000 });
const none = new Uint8Array();
const most = { count: 1023, level: 38 };

test("[LD15] 65,536 Hosts commit to a Sprint and each may again, the next is refused", () => {
  const store = createMemoryStore().state;
  const chain = new TestChain({ store });
  chain.register(ada, ben);
  chain.toPhase("sprint");
  fillSprint(chain, store, maxWeightHosts - 2);
  const commit = (key: typeof ada) => chain.commit(key, none, 20);
  expect(chain.block(commit(ada))).toEqual(["ok"]);
  expect(chain.block(commit(founder), commit(ben), commit(founder))).toEqual([
    ...["ok", "sprint-full", "ok"],
  ]);
  expect(chain.block(commit(ben), commit(ada))).toEqual(["sprint-full", "ok"]);
  expect(chain.entry(ada)?.commits).toBe(2);
});

test("[LD23] a full Sprint's list is encoded once a block, and no other's list takes a look at it", () => {
  const store = createMemoryStore().state;
  const chain = new TestChain({ store });
  chain.register(ada);
  chain.toPhase("sprint");
  fillSprint(chain, store, maxWeightHosts - 1);
  const list = (cycle: bigint) => chain.machine.query("entries", cycleKey(cycle)).value;
  const full = list(0n);
  expect(list(0n)).toBe(full);
  const from = performance.now();
  for (let i = 1; i <= 1000; i++) expect(list(BigInt(i))).toHaveLength(12);
  expect(performance.now() - from).toBeLessThan(5000); // 322 s when each looked at every entry
  chain.block(chain.commit(ada, none, 20));
  expect(list(0n)?.length).toBeGreaterThan(full?.length ?? 0);
});

test("[LD15] [LD20] [LD23] sums and lists hold the most there can be", () => {
  const store = createMemoryStore().state;
  const chain = new TestChain({ store });
  chain.toPhase("sprint");
  const proof = chain.proof(founder, most.count, most.level);
  expect(chain.block(chain.commit(founder, proof, most.count, most.level))).toEqual(["ok"]);
  chain.toPhase("reveal");
  chain.block(chain.reveal(founder, proof));
  chain.toPhase("audit");
  chain.block(chain.verdict(founder));
  fillSprint(chain, store, maxWeightHosts - 1, { ...most, revealHeight: 1n, status: "valid" });
  chain.toPhase("work");

  const each = proofWeight(most.count, most.level);
  expect(each).toBeLessThan(weightLimit);
  expect(BigInt(maxWeightHosts) * (weightLimit - 1n)).toBeLessThan(2n ** 64n);
  const weight = BigInt(maxWeightHosts) * each;
  const hosts = maxWeightHosts;
  expect(chain.read("total", none, totalCodec)).toEqual({ cycle: 0n, weight, hosts });
  expect(chain.read("weights", none, weightTableCodec)?.entries).toHaveLength(hosts);
  expect(chain.read("entries", cycleKey(0n), sprintTableCodec)?.entries).toHaveLength(hosts);
  expect(chain.read("summary", cycleKey(0n), summaryCodec)).toMatchObject({ valid: hosts, weight });
});
