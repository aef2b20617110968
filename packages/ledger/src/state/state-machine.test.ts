import { asciiBytes, type Genesis, maxBlockTxBytes } from "@stadion/protocol/chain";
import { compareBytes } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { founder, TestChain, testGenesis } from "../../testing/test-chain.ts";
import { createMemoryStore } from "../store/index.ts";
import { createStateMachine } from "./index.ts";

const [ada, ben] = [testKey("ada"), testKey("ben")];
const params = presets.test;
const none = new Uint8Array();

describe("[LD2] a network can't begin with", () => {
  const begin = (genesis: Uint8Array) =>
    createStateMachine({ store: createMemoryStore().state, params }).initChain(genesis);
  const sorted = [ada, founder].toSorted((a, b) => compareBytes(a.key, b.key));
  const weights = sorted.map(({ key }) => ({ host: key, weight: 1n }));

  test("nothing wrong: it begins", () => {
    expect(begin(testGenesis(params, { weights })).appHash).toHaveLength(32);
    const great = weights.map(({ host }) => ({ host, weight: 2n ** 48n - 1n }));
    expect(begin(testGenesis(params, { weights: great })).appHash).toHaveLength(32);
  });

  test.each<[string, Partial<Genesis>]>([
    ["another version", { version: 2 }],
    ["other params", { paramsHash: new Uint8Array(32) }],
    ["weights out of order", { weights: weights.toReversed() }],
    ["a Host named twice", { weights: [...weights, weights[1] as never] }],
    [
      "a weight of 2^48",
      { weights: weights.with(0, { host: sorted[0]?.key as never, weight: 2n ** 48n }) },
    ],
    ["a founder who is no Host", { founder: ben.key }],
    ["no validator", { validators: [] }],
    ["no validator with power", { validators: [{ key: ada.key, power: 0n }] }],
  ])("%s", (_, fields) => {
    expect(() => begin(testGenesis(params, { weights, ...fields }))).toThrow(RangeError);
  });

  test("bytes that are no genesis", () => {
    expect(() => begin(asciiBytes("genesis"))).toThrow(RangeError);
  });
});

describe("[LD6] all but commit is pure", () => {
  test("a block that was run and dropped leaves no trace", () => {
    const chain = new TestChain();
    const other = new TestChain();
    const tx = chain.sign(ada, "register", { payout: ada.key });
    const block = { height: 1n, timeMs: chain.timeMs + 500, txs: [tx, chain.deal(0)] };
    chain.machine.finalizeBlock(block);
    chain.machine.checkTx(tx);
    chain.machine.prepareProposal(block);
    expect(chain.machine.info()).toEqual(other.machine.info());
    expect(chain.machine.query("host", ada.key).value).toBeUndefined();
    chain.block();
    other.block();
    expect(chain.machine.info()).toEqual(other.machine.info());
  });

  test("a store that fails leaves the state as it was, and the block can be tried again", () => {
    const store = createMemoryStore().state;
    let isFull = true;
    const chain = new TestChain({
      store: {
        load: store.load,
        save(change) {
          if (isFull) throw new Error("disk full");
          store.save(change);
        },
      },
    });
    expect(() => chain.register(ada)).toThrow("disk full");
    expect(chain.height).toBe(0n);
    expect(chain.machine.query("host", ada.key).value).toBeUndefined();
    isFull = false;
    chain.machine.commit();
    expect(chain.height).toBe(1n);
    expect(chain.machine.query("host", ada.key).value).toBeDefined();
  });

  test("calls out of turn are errors", () => {
    const chain = new TestChain();
    expect(() => chain.machine.commit()).toThrow("no block was finalized");
    expect(() => chain.machine.initChain(chain.genesis)).toThrow("begun already");
    const block = { height: 2n, timeMs: chain.timeMs, txs: [] };
    expect(() => chain.machine.finalizeBlock(block)).toThrow("expected block 1, found 2");
    const fresh = createStateMachine({ store: createMemoryStore().state, params });
    expect(() => fresh.checkTx(none)).toThrow("no genesis yet");
    const long = { ...params, cycle: { ...params.cycle, cycleBlocks: 44 } };
    const store = createMemoryStore().state;
    expect(() => createStateMachine({ store, params: long })).toThrow("the phases take 44 blocks");
  });
});

describe("[TX6] proposals", () => {
  test("take what has a good envelope, and so show the sender why a body was refused", () => {
    const chain = new TestChain();
    const sign = (fields = {}) => chain.sign(ada, "register", { payout: ada.key }, fields);
    const txs = [
      sign(),
      sign({ fee: 1n }),
      sign(),
      none,
      chain.sign(ben, "heartbeat", { height: 0n }),
    ];
    const block = { height: 1n, timeMs: chain.timeMs, txs };
    expect(chain.machine.prepareProposal(block)).toEqual([txs[0], txs[2]]);
    expect(chain.block(...chain.machine.prepareProposal(block))).toEqual([
      ...["ok", "already-registered"],
    ]);
  });

  test("are voted for whatever they carry, as long as it is not too big", () => {
    const chain = new TestChain();
    const propose = (...sizes: number[]) => {
      const txs = sizes.map((size) => new Uint8Array(size));
      return chain.machine.processProposal({ height: 1n, timeMs: 0, txs });
    };
    const fifteen = new Array<number>(15).fill(66_000);
    const left = maxBlockTxBytes - 15 * 66_000;
    expect(propose()).toBe(true);
    expect(propose(66_000)).toBe(true);
    expect(propose(66_001)).toBe(false);
    expect(propose(...fifteen, left)).toBe(true);
    expect(propose(...fifteen, left + 1)).toBe(false);
    expect(propose(...new Array<number>(8192).fill(1))).toBe(true);
    expect(propose(...new Array<number>(8193).fill(1))).toBe(false);
  });
});

test("[LD7] transactions of different senders reach the same state in any order", () => {
  const keys = Array.from({ length: 6 }, (_, i) => testKey(`host ${i}`));
  fc.assert(
    fc.property(fc.shuffledSubarray(keys, { minLength: 6 }), (order) => {
      const [plain, shuffled] = [new TestChain(), new TestChain()];
      const txs = new Map(
        keys.map((key) => [key, plain.sign(key, "register", { payout: key.key })]),
      );
      plain.block(...keys.map((key) => txs.get(key) as Uint8Array));
      shuffled.block(...order.map((key) => txs.get(key) as Uint8Array));
      expect(shuffled.machine.info()).toEqual(plain.machine.info());
    }),
    { numRuns: 20 },
  );
});

test("[LD6] a machine that loads the stored state goes on as the first one", () => {
  const store = createMemoryStore().state;
  const chain = new TestChain({ store });
  chain.register(ada);
  chain.toPhase("sprint");
  const again = createStateMachine({ store, params });
  expect(again.info()).toEqual(chain.machine.info());
  const tx = chain.commit(ada, none, 20);
  const block = { height: chain.height + 1n, timeMs: chain.timeMs + 500, txs: [tx] };
  expect(again.finalizeBlock(block)).toEqual(chain.machine.finalizeBlock(block));
  const other = { ...presets.local };
  expect(() => createStateMachine({ store, params: other })).toThrow("not one of the params local");
});
