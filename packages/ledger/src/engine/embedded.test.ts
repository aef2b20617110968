import {
  checkCommit,
  cycleCodec,
  deriveParts,
  type Header,
  headerChainId,
  headerHash,
  msOfTime,
  resultsHash,
} from "@stadion/protocol/chain";
import { verifySignature } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { createSigner, founder, genesisMs, testGenesis } from "../../testing/test-chain.ts";
import {
  createTestDealer,
  networkChainId,
  networkGenesis,
  openTestNetwork,
} from "../../testing/test-network.ts";
import { createMemoryStore, DataFolderError, openLedgerStore } from "../store/index.ts";
import { makeGenesis, openEmbeddedEngine } from "./index.ts";

const { blockMs } = presets.test.cycle;
const validators = [{ key: founder.key, power: 1n }];
const ada = testKey("ada");

test("[LD3] every block carries a commit that a light client takes, and names the one before", () => {
  const { clock, engine } = openTestNetwork();
  engine.start();
  clock.advance(5 * blockMs);
  expect(engine.tip()?.height).toBe(5n);
  for (let height = 1n; height <= 5n; height++) {
    const { block, commit } = engine.block(height)?.signed ?? expect.unreachable();
    expect(checkCommit(block.header, commit, validators, verifySignature)).toBeUndefined();
    expect(commit.blockId).toEqual({ hash: headerHash(block.header), ...deriveParts(block) });
    expect(block.header.chainId).toBe(headerChainId(networkChainId));
    const before = engine.block(height - 1n)?.signed;
    if (before) {
      expect(block.lastCommit).toEqual(before.commit);
      expect(block.header.lastBlockId).toEqual(before.commit.blockId);
    }
  }
});

describe("[LD4] the embedded engine", () => {
  const times = (engine: ReturnType<typeof openTestNetwork>["engine"], count: number) =>
    Array.from({ length: count }, (_, i) => {
      const header = engine.block(BigInt(i + 1))?.signed.block.header as Header;
      return Number(msOfTime(header.time)) - genesisMs;
    });

  test("makes a block each blockMs, at the clock's time", () => {
    const { clock, engine } = openTestNetwork();
    engine.start();
    clock.advance(blockMs - 1);
    expect(engine.tip()).toBeUndefined();
    clock.advance(1);
    expect(engine.tip()?.height).toBe(1n);
    clock.advance(2 * blockMs);
    expect(times(engine, 3)).toEqual([blockMs, 2 * blockMs, 3 * blockMs]);
  });

  test("lets block time rise when the clock jumps back, by a millisecond a block", () => {
    const { clock, engine } = openTestNetwork();
    engine.start();
    clock.advance(2 * blockMs);
    clock.jumpTo(genesisMs - 1_000_000);
    clock.advance(3 * blockMs);
    expect(engine.tip()?.height).toBe(5n);
    expect(times(engine, 4)).toEqual([blockMs, 2 * blockMs, 2 * blockMs + 1, 2 * blockMs + 2]);
  });

  test("signs at the block's own time", () => {
    const { engine } = openTestNetwork();
    engine.makeBlock();
    const tip = engine.tip() ?? expect.unreachable();
    expect(tip.commit.signatures.map(({ time }) => time)).toEqual([tip.header.time]);
  });

  test("refuses a network with two validators, and one that another key signs", () => {
    const two = [...validators, { key: ada.key, power: 1n }];
    const genesis = testGenesis(presets.test, { validators: two });
    expect(() => openTestNetwork({ genesis })).toThrow("with 2 validators at block 1");
    expect(() => openTestNetwork({ secretKey: ada.secret })).toThrow("signed by another key");
  });

  test("makes no block after it has stopped", async () => {
    const { clock, engine } = openTestNetwork();
    const sign = createSigner(networkChainId);
    engine.start();
    clock.advance(blockMs);
    await engine.stop();
    clock.advance(5 * blockMs);
    expect(engine.tip()?.height).toBe(1n);
    const tx = sign(ada, "register", { payout: ada.key });
    expect(engine.submit(tx)).toEqual({ ok: false, refusal: "stopping" });
  });
});

test("[LD5] a header holds app hash and results of the block before", () => {
  const { engine } = openTestNetwork();
  const sign = createSigner(networkChainId);
  const register = () => sign(ada, "register", { payout: ada.key });
  expect(engine.submit(register())).toEqual({ ok: true });
  expect(engine.submit(register())).toEqual({ ok: true });
  engine.makeBlock();
  expect(engine.block(1n)?.codes).toEqual([0, 12]);
  engine.makeBlock();
  engine.makeBlock();
  const header = (height: bigint) => engine.block(height)?.signed.block.header as Header;
  expect(header(1n).lastResultsHash).toEqual(resultsHash([]));
  expect(header(2n).lastResultsHash).toEqual(resultsHash([0, 12]));
  expect(header(3n).lastResultsHash).toEqual(resultsHash([]));
  expect(header(2n).appHash).not.toEqual(header(1n).appHash);
  expect(header(3n).appHash).toEqual(header(2n).appHash);
});

test("[LD25] newcomers without end keep the founder's beacon out of no block", () => {
  const few = { count: 6, bytes: 100_000 };
  const { engine, clock } = openTestNetwork({ limits: { ...few, registers: 4, own: few } });
  const sign = createSigner(networkChainId);
  const deal = createTestDealer(engine);
  let flooded = 0;
  const flood = () => {
    const key = testKey(`flood ${flooded++}`);
    return engine.submit(sign(key, "register", { payout: key.key }));
  };
  const phases: string[] = [];
  for (let height = 1; height <= 6; height++) {
    for (let i = 0; i < 6; i++) flood();
    deal();
    clock.advance(blockMs);
    engine.makeBlock();
    phases.push(
      cycleCodec.decode(engine.query("cycle", new Uint8Array()).value as Uint8Array)?.phase ?? "",
    );
  }
  expect(phases).toEqual(["deal", "deal", "deal", "open", "sprint", "sprint"]);
  expect(engine.block(1n)?.signed.block.txs).toHaveLength(4 + 2);
});

test("[LD8] a store of another network is refused by name", () => {
  const { store, engine } = openTestNetwork();
  engine.makeBlock();
  const genesis = makeGenesis(founder.key, genesisMs + 1, presets.test);
  const open = (bytes: Uint8Array) =>
    openEmbeddedEngine({ store, genesis: bytes, secretKey: founder.secret });
  expect(() => open(genesis)).toThrow(
    /^Data folder in memory holds network [0-9a-f]{64}, expected/,
  );
  expect(() => open(genesis)).toThrow(DataFolderError);
  expect(open(networkGenesis).tip()?.height).toBe(1n);
});

test("[LD8] the engine frees its data folder when it stops", async ({ onTestFinished }) => {
  const { mkdtempSync, rmSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const folder = mkdtempSync(`${tmpdir()}/stadion-engine-`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { engine } = openTestNetwork({ store: openLedgerStore(folder) });
  engine.makeBlock();
  expect(() => openLedgerStore(folder)).toThrow("in use by another process");
  await engine.stop();
  const again = openTestNetwork({ store: openLedgerStore(folder) });
  expect(again.engine.tip()?.height).toBe(1n);
  await again.engine.stop();
});

test("[LD4] listeners hear each block once it is committed, until they leave", () => {
  const { engine } = openTestNetwork();
  const heard: [bigint, bigint][] = [];
  const leave = engine.onBlock((height) =>
    heard.push([height, engine.query("cycle", new Uint8Array()).height]),
  );
  engine.makeBlock();
  engine.makeBlock();
  leave();
  engine.makeBlock();
  expect(heard).toEqual([
    [1n, 1n],
    [2n, 2n],
  ]);
});

describe("[LD6] what fails at a block", () => {
  const fail = (text: string) => () => {
    throw new Error(text);
  };

  test.each(["saveBlock", "saveResults"] as const)("in %s stops the engine", (step) => {
    const store = createMemoryStore();
    const failures: unknown[] = [];
    const { clock, engine } = openTestNetwork({
      store: { ...store, [step]: fail("disk full") },
      onFailure: (error) => failures.push(error),
    });
    engine.start();
    clock.advance(5 * blockMs);
    expect(failures).toEqual([new Error("disk full")]);
    expect(engine.tip()).toBeUndefined();
  });

  test("in a listener stops neither the engine nor other listeners", () => {
    const [errors, failures]: unknown[][] = [[], []];
    const { clock, engine } = openTestNetwork({
      onFailure: (error) => failures?.push(error),
      onListenerError: (error) => errors?.push(error),
    });
    const heard: bigint[] = [];
    engine.onBlock(fail("no peer"));
    engine.onBlock((height) => heard.push(height));
    engine.start();
    clock.advance(3 * blockMs);
    expect(heard).toEqual([1n, 2n, 3n]);
    expect(errors).toEqual([1, 2, 3].map(() => new Error("no peer")));
    expect(failures).toEqual([]);
  });

  test("in a listener is thrown on its own, after the block, if nobody asked for it", () => {
    const { clock, engine } = openTestNetwork();
    engine.onBlock(fail("no peer"));
    engine.makeBlock();
    expect(() => clock.advance(0)).toThrow("no peer");
    engine.makeBlock();
    expect(engine.tip()?.height).toBe(2n);
  });
});
