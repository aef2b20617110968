import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cycleCodec, msOfTime } from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { CrashError, crashAt, steps } from "../../testing/crashing-store.ts";
import { founder, genesisMs } from "../../testing/test-chain.ts";
import {
  createTestDealer,
  networkGenesis,
  openTestNetwork,
  type TestNetwork,
} from "../../testing/test-network.ts";
import { createStateMachine } from "../state/index.ts";
import { createMemoryStore, type LedgerStore, openLedgerStore } from "../store/index.ts";
import { openEmbeddedEngine } from "./index.ts";

const { blockMs } = presets.test.cycle;

/** Runs until a height, dealing the beacon before each block. */
function runTo(height: bigint, { engine, clock }: Pick<TestNetwork, "engine" | "clock">): void {
  const deal = createTestDealer(engine);
  for (let next = (engine.tip()?.height ?? 0n) + 1n; next <= height; next++) {
    deal();
    clock.jumpTo(genesisMs + Number(next) * blockMs);
    engine.makeBlock();
  }
}

function finalState({ engine }: Pick<TestNetwork, "engine">) {
  engine.makeBlock();
  const { header } = engine.tip() ?? expect.unreachable();
  return { height: header.height, appHash: header.appHash, results: header.lastResultsHash };
}

const crashes = steps.flatMap((step) =>
  (["before", "after"] as const).flatMap((when) =>
    // The first block, which also brings the genesis; R's opening; one in the Sprint.
    [1n, 5n, 8n].map((height) => ({ step, when, height })),
  ),
);

describe("[LD6] a node that died", () => {
  test.each(crashes)("$when step $step of block $height reaches the same state", (crash) => {
    const folder = mkdtempSync(path.join(tmpdir(), "stadion-crash-"));
    try {
      const whole = openTestNetwork();
      runTo(crash.height, whole);
      const broken = openTestNetwork({ store: crashAt(openLedgerStore(folder), crash) });
      expect(() => runTo(crash.height, broken)).toThrow(CrashError);
      broken.store.close();
      const store = openLedgerStore(folder);
      const { clock } = broken;
      const engine = openTestNetwork({ store, clock }).engine;
      const isStored = !(crash.step === "block" && crash.when === "before");
      expect(store.lastHeight()).toBe(isStored ? crash.height : crash.height - 1n);
      runTo(crash.height, { engine, clock });
      expect(finalState({ engine })).toEqual(finalState(whole));
      store.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("[LD6] a start is refused", () => {
  const reopen = (store: LedgerStore) =>
    openEmbeddedEngine({ store, genesis: networkGenesis, secretKey: founder.secret });
  const lived = () => {
    const network = openTestNetwork();
    runTo(6n, network);
    return network.store;
  };

  test("not if nothing is wrong", () => {
    expect(reopen(lived()).tip()?.height).toBe(6n);
  });

  test("if the state is ahead of the last block", () => {
    expect(() => reopen({ ...lived(), lastHeight: () => 5n })).toThrow(
      "the state is at height 6, the last block at 5",
    );
  });

  test("if a block gives other results than it once gave", () => {
    const store = lived();
    const results = store.results(6n)?.with(4, 1) as Uint8Array;
    const behind = { ...createMemoryStore(), block: store.block, lastHeight: () => 6n };
    const altered = (height: bigint) => (height === 6n ? results : store.results(height));
    expect(() => reopen({ ...behind, results: store.results })).not.toThrow();
    const fresh = createMemoryStore().state;
    expect(() => reopen({ ...behind, state: fresh, results: altered })).toThrow(
      "block 6 gives other results than when it was made",
    );
  });

  test("if a block is missing or damaged", () => {
    const store = lived();
    const state = createMemoryStore().state;
    const block = (height: bigint) => (height === 3n ? undefined : store.block(height));
    expect(() => reopen({ ...store, state, block })).toThrow("block 3 is missing or damaged");
  });

  test("if the stored records are not those of the stored app hash", () => {
    const store = lived();
    const state = {
      ...store.state,
      load() {
        const saved = store.state.load() ?? expect.unreachable();
        return { ...saved, records: [...saved.records].slice(1) };
      },
    };
    expect(() => reopen({ ...store, state })).toThrow("do not have the stored app hash");
  });
});

test("[LD6] [LD7] another machine that runs the blocks reaches the same app hash", () => {
  const network = openTestNetwork();
  runTo(70n, network); // past a cycle's end
  const machine = createStateMachine({ store: createMemoryStore().state, params: presets.test });
  machine.initChain(networkGenesis);
  for (let height = 1n; height <= 70n; height++) {
    const { signed, codes } = network.engine.block(height) ?? expect.unreachable();
    const { header, txs } = signed.block;
    expect(machine.info().appHash).toEqual(header.appHash);
    const block = { height, timeMs: Number(msOfTime(header.time)), txs };
    expect(machine.processProposal(block)).toBe(true);
    expect(machine.finalizeBlock(block).codes).toEqual(codes);
    machine.commit();
  }
  const cycle = cycleCodec.decode(machine.query("cycle", new Uint8Array()).value as Uint8Array);
  expect(cycle?.cycle).toBe(1n);
});
