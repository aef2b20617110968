import { maxTxsPerSender } from "@stadion/protocol/chain";
import { beforeEach, describe, expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { TestChain } from "../../testing/test-chain.ts";
import { createMempool, type MempoolLimits } from "./mempool.ts";

const [ada, ben] = [testKey("ada"), testKey("ben")];
const roomy: MempoolLimits = { count: 100, bytes: 1_000_000 };
const ok = { ok: true };
const refused = (refusal: string) => ({ ok: false, refusal });

let chain: TestChain;
beforeEach(() => {
  chain = new TestChain();
  chain.register(ada, ben);
});

const poolOf = (limits = roomy) => createMempool(chain.machine.checkTx, limits);
const heartbeat = (key = ada, fields = {}) =>
  chain.sign(key, "heartbeat", { height: chain.height }, fields);

describe("[LD22] the waiting transactions", () => {
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
    const pool = poolOf({ count: 1, bytes: length });
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

  test("do not change with the bytes they came in", () => {
    const pool = poolOf();
    const tx = heartbeat();
    const before = tx.slice();
    pool.add(tx);
    tx.fill(0);
    expect(pool.waiting()).toEqual([before]);
  });
});
