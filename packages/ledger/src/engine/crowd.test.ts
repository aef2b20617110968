import { bytesToHex } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { beforeEach, describe, expect, test } from "vitest";
import { type TestKey, testKey } from "../../testing/keys.ts";
import { founder, TestChain, testGenesis } from "../../testing/test-chain.ts";
import { createMempool, type MempoolLimits } from "./mempool.ts";

// Strangers whose keys cost them nothing, beside Hosts that have weight to lose.

const [heavy, light] = [testKey("heavy"), testKey("light")];
const strangers = Array.from({ length: 4 }, (_, i) => testKey(`stranger ${i}`));
const weights = [
  { host: founder.key, weight: 1n },
  { host: heavy.key, weight: 900n },
  { host: light.key, weight: 5n },
].toSorted((a, b) => (bytesToHex(a.host) < bytesToHex(b.host) ? -1 : 1));

let chain: TestChain;
let inForce: Map<string, bigint>;
beforeEach(() => {
  chain = new TestChain({ genesis: testGenesis(presets.test, { weights }) });
  chain.register(...strangers);
  inForce = new Map(weights.map(({ host, weight }) => [bytesToHex(host), weight]));
});

const refused = (refusal: string) => ({ ok: false, refusal });
const room = { count: 8, bytes: 1_000_000 };
const poolOf = (limits: Partial<MempoolLimits> = {}) =>
  createMempool(
    chain.machine.checkTx,
    { ...room, registers: 2, own: room, ...limits },
    founder.key,
    (key) => inForce.get(bytesToHex(key)) ?? 0n,
  );
const heartbeat = (key: TestKey) => chain.sign(key, "heartbeat", { height: chain.height });
const crowd = () => strangers.flatMap((key) => [heartbeat(key), heartbeat(key)]);

describe("[LD25] a pool that strangers filled", () => {
  test("takes a Host with weight in place of the last of the lightest, and nobody else", () => {
    const pool = poolOf();
    const junk = crowd();
    for (const tx of junk) expect(pool.add(tx)).toEqual({ ok: true });
    expect(pool.add(heartbeat(strangers[0] as TestKey))).toEqual(refused("mempool-full"));
    const [first, second] = [heartbeat(light), heartbeat(heavy)];
    expect([pool.add(first), pool.add(second)]).toEqual([{ ok: true }, { ok: true }]);
    expect(pool.waiting()).toEqual([second, first, ...junk.slice(0, -2)]);
  });

  test("of those who weigh more takes no place away", () => {
    const pool = poolOf({ count: 2 });
    const mine = [heartbeat(heavy), heartbeat(heavy)];
    for (const tx of mine) expect(pool.add(tx)).toEqual({ ok: true });
    expect(pool.add(heartbeat(light))).toEqual(refused("mempool-full"));
    expect(pool.add(heartbeat(heavy))).toEqual(refused("mempool-full"));
    expect(pool.waiting()).toEqual(mine);
  });

  test("makes room in bytes only where enough of it is the lighter ones'", () => {
    chain.toPhase("sprint");
    const commit = { cycle: chain.cycle.cycle, proofHash: new Uint8Array(32), count: 20, level: 0 };
    const [long, another] = [1, 2].map(() => chain.sign(heavy, "commit", commit));
    const junk = [heartbeat(strangers[0] as TestKey), heartbeat(strangers[1] as TestKey)];
    const pool = poolOf({ bytes: 2 * (junk[0] as Uint8Array).length });
    for (const tx of junk) expect(pool.add(tx)).toEqual({ ok: true });
    expect(pool.add(long as Uint8Array)).toEqual({ ok: true });
    expect(pool.waiting()).toEqual([long]);
    expect(pool.add(another as Uint8Array)).toEqual(refused("mempool-full"));
  });

  test("loses nothing to a forged signature of a Host with weight", () => {
    const pool = poolOf();
    const junk = crowd();
    for (const tx of junk) pool.add(tx);
    const forged = heartbeat(heavy);
    forged.set([(forged.at(-40) as number) ^ 1], forged.length - 40);
    expect(pool.add(forged)).toEqual(refused("bad-signature"));
    expect(pool.waiting()).toEqual(junk);
  });

  test("keeps a sender's order, also when its weight rises meanwhile", () => {
    const pool = poolOf();
    const before = heartbeat(light);
    const others = heartbeat(heavy);
    pool.add(before);
    pool.add(others);
    inForce.set(bytesToHex(light.key), 10_000n);
    const after = heartbeat(light);
    pool.add(after);
    expect(pool.waiting()).toEqual([others, before, after]);
  });
});

test("[LD25] what a block would only refuse stands behind all else in it, 64 at most", () => {
  const [bait, late] = [strangers[0] as TestKey, strangers[1] as TestKey];
  chain.toPhase("sprint");
  const [shown, honest] = [chain.proof(bait, 500), chain.proof(late, 500)];
  chain.block(chain.commit(bait, shown, 500), chain.commit(late, honest, 500));
  chain.toPhase("reveal");
  // Of the founder a block takes as many besides what it takes of each stranger.
  const copies = Array.from({ length: 60 + 4 * 8 }, (_, i) =>
    chain.reveal(bait, shown, i < 60 ? founder : strangers[i % strangers.length]),
  );
  const own = chain.reveal(late, honest);
  const height = chain.height + 1n;
  const txs = chain.machine.prepareProposal({ height, timeMs: 0, txs: [...copies, own] });
  expect(txs.slice(0, 2)).toEqual([copies[0], own]);
  expect(txs).toHaveLength(2 + 64);
  expect(chain.block(...txs)).toEqual([
    ...["ok", "ok"],
    ...Array.from(txs.slice(2), () => "already-revealed"),
  ]);
});
