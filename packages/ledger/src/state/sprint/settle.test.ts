import {
  cycleKey,
  sprintTableCodec,
  summaryCodec,
  totalCodec,
  weightTableCodec,
} from "@stadion/protocol/chain";
import { compareBytes } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { type TestKey, testKey } from "../../../testing/keys.ts";
import { founder, TestChain, testGenesis } from "../../../testing/test-chain.ts";

const none = new Uint8Array();
const hosts = ["ada", "ben", "cleo", "dan", "eve"].map(testKey) as [
  ...[TestKey, TestKey, TestKey, TestKey, TestKey],
];
const [ada, ben, cleo, dan, eve] = hosts;

type Fate = "valid" | "invalid" | "cannot-check" | "unjudged" | "missed";

interface Run {
  readonly host: TestKey;
  readonly count: number;
  readonly level?: number;
  readonly fate: Fate;
}

/** Drives one whole cycle in which each Host's proof meets its fate. */
function runCycle(chain: TestChain, runs: readonly Run[]): void {
  chain.toPhase("sprint");
  const proofs = runs.map(({ host, count, level }) => chain.proof(host, count, level));
  const commits = runs.map(({ host, count, level }, i) =>
    chain.commit(host, proofs[i] as Uint8Array, count, level),
  );
  expect(chain.block(...commits).every((outcome) => outcome === "ok")).toBe(true);
  chain.toPhase("reveal");
  const revealed = runs.flatMap(({ host, fate }, i) =>
    fate === "missed" ? [] : [chain.reveal(host, proofs[i] as Uint8Array)],
  );
  expect(chain.block(...revealed).every((outcome) => outcome === "ok")).toBe(true);
  chain.toPhase("audit");
  for (const { host, fate } of runs) {
    const nonce = BigInt(host.key[0] as number);
    if (fate === "valid") chain.block(chain.verdict(host));
    if (fate === "invalid") chain.block(chain.verdict(host, { outcome: 2, nonce, fault: 1 }));
    if (fate === "cannot-check") chain.block(chain.verdict(host, { outcome: 3 }));
  }
  chain.toPhase("work");
}

/** A chain whose Hosts are registered and weigh 10, 20, … before the first Sprint. */
function startChain(): TestChain {
  const weights = hosts
    .map(({ key }, i) => ({ host: key, weight: BigInt(10 * (i + 1)) }))
    .concat({ host: founder.key, weight: 1n })
    .toSorted((a, b) => compareBytes(a.host, b.host));
  return new TestChain({ genesis: testGenesis(presets.test, { weights }) });
}

const weights = (chain: TestChain) => chain.read("weights", none, weightTableCodec);
const summary = (chain: TestChain, cycle: bigint) =>
  chain.read("summary", cycleKey(cycle), summaryCodec);
const outcomeOf = (chain: TestChain, host: TestKey, cycle = 0n) => {
  const entry = chain.entry(host, cycle);
  return [entry?.status, entry?.weight];
};

describe("[LD20] settling", () => {
  test("gives each proof what its fate says", () => {
    const chain = startChain();
    runCycle(chain, [
      { host: ada, count: 500, level: 3, fate: "valid" },
      { host: ben, count: 19, fate: "unjudged" },
      { host: cleo, count: 31, fate: "cannot-check" },
      { host: dan, count: 40, fate: "invalid" },
      { host: eve, count: 50, fate: "missed" },
    ]);
    expect(hosts.map((host) => outcomeOf(chain, host))).toEqual([
      ["valid", 4000n],
      ["revealed", 19n], // less than the 20 before
      ["cannot-check", 30n], // more than the 30 before
      ["invalid", 0n],
      ["missed", 0n],
    ]);
    const entries = [
      { host: ada.key, weight: 4000n },
      { host: ben.key, weight: 19n },
      { host: cleo.key, weight: 30n },
    ].toSorted((a, b) => compareBytes(a.host, b.host));
    expect(weights(chain)).toEqual({ cycle: 0n, weight: 4049n, entries });
    expect(chain.read("total", none, totalCodec)).toEqual({ cycle: 0n, weight: 4049n, hosts: 3 });
    expect(summary(chain, 0n)).toEqual({
      ...{ cycle: 0n, outcome: "settled", height: chain.height, committed: 5, revealed: 4 },
      ...{ valid: 1, invalid: 1, unjudged: 2, missed: 1, weight: 4049n },
    });
    const table = chain.read("entries", cycleKey(0n), sprintTableCodec);
    const keys = table?.entries.map(({ host }) => host);
    expect(keys).toEqual(hosts.map(({ key }) => key).toSorted(compareBytes));
  });

  test("gives a newcomer whose proof nobody judged nothing", () => {
    const chain = startChain();
    const newcomer = testKey("newcomer");
    chain.register(newcomer);
    runCycle(chain, [
      { host: newcomer, count: 100, fate: "unjudged" },
      { host: ada, count: 1, fate: "valid" },
    ]);
    expect(outcomeOf(chain, newcomer)).toEqual(["revealed", 0n]);
    expect(weights(chain)?.entries).toEqual([{ host: ada.key, weight: 1n }]);
  });

  test("of the next cycle starts from the weights of this one", () => {
    const chain = startChain();
    runCycle(chain, [{ host: ada, count: 30, fate: "valid" }]);
    runCycle(chain, [
      { host: ada, count: 40, fate: "cannot-check" },
      { host: ben, count: 5, fate: "valid" },
      { host: cleo, count: 5, fate: "unjudged" }, // had none left after the first
    ]);
    expect(outcomeOf(chain, ada, 1n)).toEqual(["cannot-check", 30n]);
    expect(outcomeOf(chain, cleo, 1n)).toEqual(["revealed", 0n]);
    expect(chain.read("total", none, totalCodec)).toEqual({ cycle: 1n, weight: 35n, hosts: 2 });
  });
});

describe("[LD21] the old weights stay", () => {
  test("if no proof is valid, and the Sprint gives nobody weight", () => {
    const chain = startChain();
    const before = weights(chain);
    runCycle(chain, [
      { host: ada, count: 5, fate: "unjudged" },
      { host: ben, count: 5, fate: "cannot-check" },
      { host: cleo, count: 5, fate: "invalid" },
      { host: dan, count: 5, fate: "missed" },
    ]);
    expect(weights(chain)).toEqual(before);
    expect([ada, ben, cleo, dan].map((host) => outcomeOf(chain, host))).toEqual([
      ["revealed", 0n],
      ["cannot-check", 0n],
      ["invalid", 0n],
      ["missed", 0n],
    ]);
    const counts = { revealed: 3, valid: 0, invalid: 1, unjudged: 2, missed: 1, weight: 151n };
    expect(summary(chain, 0n)).toMatchObject({ outcome: "no-valid-proof", ...counts });
  });

  test("if the cycle is void, through as many as there are", () => {
    const chain = startChain();
    const before = weights(chain);
    while (chain.cycle.cycle < 3n) chain.block();
    expect(weights(chain)).toEqual(before);
    runCycle(chain, [{ host: eve, count: 7, fate: "valid" }]);
    expect(weights(chain)).toEqual({
      ...{ cycle: 3n, weight: 7n, entries: [{ host: eve.key, weight: 7n }] },
    });
  });
});
