import { maxFounderReveals, maxTxsPerSender } from "@stadion/protocol/chain";
import { type VerifySignature, verifySignature } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { beforeEach, describe, expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { founder, TestChain } from "../../testing/test-chain.ts";
import { createStateMachine } from "../state/index.ts";
import { createMemoryStore } from "../store/index.ts";
import { createMempool, type MempoolLimits } from "./mempool.ts";

const [ada, ben] = [testKey("ada"), testKey("ben")];
const room = { count: 100, bytes: 1_000_000 };
const roomy: MempoolLimits = { ...room, registers: 100, own: room };
const ok = { ok: true };
const refused = (refusal: string) => ({ ok: false, refusal });

let chain: TestChain;
beforeEach(() => {
  chain = new TestChain();
  chain.register(ada, ben);
});

const noWeight = () => 0n;
const poolOf = (limits = roomy) =>
  createMempool(chain.machine.checkTx, limits, founder.key, noWeight);
const register = (name: string) => {
  const key = testKey(name);
  return chain.sign(key, "register", { payout: key.key });
};
const heartbeat = (key = ada, fields = {}) =>
  chain.sign(key, "heartbeat", { height: chain.height }, fields);

describe("[LD25] the waiting transactions", () => {
  test("are kept in the order they came, each once", () => {
    const pool = poolOf();
    const txs = [heartbeat(), heartbeat(ben), heartbeat()];
    expect(txs.map((tx) => pool.add(tx))).toEqual([ok, ok, ok]);
    expect(pool.add(txs[1] as Uint8Array)).toEqual(refused("already-known"));
    expect(pool.waiting()).toEqual(txs);
  });

  test("are those the ledger would take", () => {
    const pool = poolOf();
    expect(pool.add(heartbeat(ada, { fee: 1n }))).toEqual(refused("fee-not-zero"));
    expect(pool.add(new Uint8Array(3))).toEqual(refused("malformed"));
    expect(pool.add(new Uint8Array(1_000_000))).toEqual(refused("malformed"));
    expect(pool.waiting()).toEqual([]);
  });

  test("are bounded in number and in bytes", () => {
    const few = poolOf({ ...roomy, count: 2 });
    expect([few.add(heartbeat()), few.add(heartbeat()), few.add(heartbeat())]).toEqual([
      ...[ok, ok, refused("mempool-full")],
    ]);
    const { length } = heartbeat();
    const small = poolOf({ ...roomy, bytes: 2 * length });
    expect([small.add(heartbeat()), small.add(heartbeat()), small.add(heartbeat())]).toEqual([
      ...[ok, ok, refused("mempool-full")],
    ]);
  });

  test("of one sender are no more than one block takes", () => {
    const pool = poolOf();
    for (let i = 0; i < maxTxsPerSender; i++) expect(pool.add(heartbeat())).toEqual(ok);
    expect(pool.add(heartbeat())).toEqual(refused("too-many"));
    expect(pool.add(heartbeat(ben))).toEqual(ok);
    pool.afterBlock(pool.waiting().slice(0, 1));
    expect(pool.add(heartbeat())).toEqual(ok);
    expect(pool.add(heartbeat())).toEqual(refused("too-many"));
  });

  test("make room when a block took them", () => {
    const { length } = heartbeat();
    const pool = poolOf({ ...roomy, count: 1, bytes: length });
    for (let i = 0; i < 3; i++) {
      const tx = heartbeat();
      expect(pool.add(tx)).toEqual(ok);
      chain.block(tx);
      pool.afterBlock([tx]);
      expect(pool.waiting()).toEqual([]);
    }
  });

  test("are dropped once no block can take them any more", () => {
    const pool = poolOf();
    const expiring = heartbeat(ada, { validUntil: chain.height + 1n });
    const overtaken = heartbeat(ada, { nonce: 500n });
    const waiting = heartbeat(ben);
    for (const tx of [expiring, overtaken, waiting]) expect(pool.add(tx)).toEqual(ok);
    const taken = heartbeat(ada, { nonce: 501n });
    chain.block(taken);
    pool.afterBlock([taken]);
    expect(pool.waiting()).toEqual([waiting]);
  });

  test("have newcomers among them for two blocks at most, whatever else has room", () => {
    const pool = poolOf({ ...roomy, registers: 2 });
    const [first, second] = [register("one"), register("two")];
    expect([pool.add(first), pool.add(second), pool.add(register("three"))]).toEqual([
      ...[ok, ok, refused("mempool-full")],
    ]);
    expect(pool.add(heartbeat())).toEqual(ok);
    chain.block(first);
    pool.afterBlock([first]);
    expect(pool.add(register("three"))).toEqual(ok);
  });

  test("of the node itself have room that nobody takes, and come first in their order", () => {
    const pool = poolOf({ ...roomy, count: 2, own: { ...room, count: 4 } });
    const strangers = [heartbeat(), register("one")];
    for (const tx of strangers) expect(pool.add(tx)).toEqual(ok);
    expect(pool.add(heartbeat(ben))).toEqual(refused("mempool-full"));
    const mine = [heartbeat(founder), chain.deal(0), chain.deal(1), heartbeat(founder)];
    for (const tx of mine) expect(pool.add(tx)).toEqual(ok);
    expect(pool.add(heartbeat(founder))).toEqual(refused("mempool-full"));
    expect(pool.waiting()).toEqual([...mine, ...strangers]);
    expect(chain.machine.prepareProposal({ height: 2n, timeMs: 0, txs: pool.waiting() })).toEqual(
      pool.waiting(),
    );
  });

  test("have as many verdicts and beacon values of the node as it owes, besides its share", () => {
    const pool = poolOf();
    chain.toPhase("deal");
    for (let i = 0; i < maxTxsPerSender; i++) expect(pool.add(heartbeat(founder))).toEqual(ok);
    expect(pool.add(heartbeat(founder))).toEqual(refused("too-many"));
    expect(pool.add(chain.deal(0))).toEqual(ok);
    expect(pool.add(chain.deal(1))).toEqual(ok);
  });

  test("have 64 reveals of the node besides its share, as a block takes them", () => {
    const pool = poolOf();
    const committed = testKey("committed");
    chain.register(committed);
    chain.toPhase("sprint");
    const proof = chain.proof(committed, 20);
    chain.block(chain.commit(committed, proof, 20));
    chain.toPhase("reveal");
    for (let i = 0; i < maxTxsPerSender; i++) expect(pool.add(heartbeat(founder))).toEqual(ok);
    const reveals = Array.from({ length: maxFounderReveals + 1 }, () =>
      chain.reveal(committed, proof, founder),
    );
    const answers = reveals.map((tx) => pool.add(tx));
    expect(answers.slice(-2)).toEqual([ok, refused("too-many")]);
  });

  test("cost no signature check until all else is good, and none where there is no room", () => {
    let verified = 0;
    const verify: VerifySignature = (...parts) => {
      verified++;
      return verifySignature(...parts);
    };
    const store = createMemoryStore().state;
    const machine = createStateMachine({ store, params: presets.test, verify });
    machine.initChain(chain.genesis);
    const forged = (tx: Uint8Array) => tx.with(tx.length - 40, (tx.at(-40) as number) ^ 1);
    const pool = createMempool(machine.checkTx, { ...roomy, registers: 1 }, founder.key, noWeight);
    const unknown = heartbeat(testKey("unknown"));
    expect(pool.add(unknown)).toEqual(refused("not-registered"));
    expect(pool.add(forged(unknown))).toEqual(refused("not-registered"));
    expect(pool.add(forged(heartbeat(founder, { validUntil: 0n })))).toEqual(refused("expired"));
    expect(pool.add(forged(chain.verdict(founder)))).toEqual(refused("not-in-audit"));
    expect(verified).toBe(0);
    expect(pool.add(forged(register("one")))).toEqual(refused("bad-signature"));
    expect(pool.add(register("one"))).toEqual(ok);
    expect(verified).toBe(2);
    expect(pool.add(register("two"))).toEqual(refused("mempool-full"));
    expect(verified).toBe(2);
  });

  test("do not change with the bytes they came in", () => {
    const pool = poolOf();
    const tx = heartbeat();
    const before = tx.slice();
    pool.add(tx);
    tx.fill(0);
    expect(pool.waiting()).toEqual([before]);
  });
});
