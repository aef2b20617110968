import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type Block,
  decodeSignedBlock,
  deriveParts,
  encodeSignedBlock,
  type Header,
  headerHash,
  type SignedBlock,
  signatureFlags,
  timeOfMs,
  voteSignBytes,
} from "@stadion/protocol/chain";
import { signMessage, verifySignature } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { createSigner, founder, genesisMs } from "../../testing/test-chain.ts";
import {
  createTestDealer,
  networkChainId,
  networkGenesis,
  openTestNetwork,
} from "../../testing/test-network.ts";
import { DataFolderError, type LedgerSnapshot, openLedgerSnapshot } from "../store/index.ts";
import { openLedgerStore } from "../store/sqlite-store.ts";
import { type ReplayOutcome, replayLedger } from "./index.ts";

vi.setConfig({ testTimeout: 60_000 });
const { blockMs, cycleBlocks } = presets.test.cycle;
const last = BigInt(cycleBlocks + 10);

function replay(snapshot: LedgerSnapshot): ReplayOutcome {
  const run = replayLedger(snapshot);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

/** Runs past a cycle's end with a few Hosts; gives the tip's app hash. */
function live({ engine, clock }: Pick<ReturnType<typeof openTestNetwork>, "engine" | "clock">) {
  const deal = createTestDealer(engine);
  const sign = createSigner(networkChainId);
  for (let height = 1n; height <= last; height++) {
    const key = testKey(`host ${height}`);
    if (height % 7n === 0n) engine.submit(sign(key, "register", { payout: key.key }));
    deal();
    clock.jumpTo(genesisMs + Number(height) * blockMs);
    engine.makeBlock();
  }
}

let sound: LedgerSnapshot;
let tip: Uint8Array;
beforeAll(() => {
  const network = openTestNetwork();
  live(network);
  const { store } = network;
  const state = store.state.load() ?? expect.unreachable();
  tip = state.appHash;
  const { folder, block, results } = store;
  const close = () => {};
  sound = { folder, genesis: networkGenesis, lastHeight: last, state, block, results, close };
});

const signedAt = (height: bigint) =>
  decodeSignedBlock(sound.block(height) ?? expect.unreachable()) as SignedBlock;

/** The same folder with other bytes for one block. */
const withBlock = (height: bigint, bytes: Uint8Array | undefined): LedgerSnapshot => ({
  ...sound,
  block: (at) => (at === height ? bytes : sound.block(at)),
});

/** What the founder would have signed if it had made the block so. */
function signAs(block: Block, secret = founder.secret): SignedBlock {
  const { header } = block;
  const { height, time, chainId } = header;
  const vote = { height, round: 0, blockId: { hash: headerHash(header), ...deriveParts(block) } };
  const flag = signatureFlags.commit;
  const signature = signMessage(voteSignBytes(chainId, vote, { flag, time }), secret);
  const [mine] = signedAt(5n).commit.signatures;
  const address = mine?.address ?? expect.unreachable();
  return { block, commit: { ...vote, signatures: [{ flag, address, time, signature }] } };
}

const forged = (height: bigint, fields: Partial<Header>, more: Partial<Block> = {}) => {
  const { block } = signedAt(height);
  const header = { ...block.header, ...fields };
  return withBlock(height, encodeSignedBlock(signAs({ ...block, header, ...more })));
};

describe("[LD26] a replay", () => {
  test("of a sound folder reaches its height and app hash, block by block", () => {
    const run = replayLedger(sound);
    const heights = Array.from({ length: Number(last) }, () => run.next().value);
    expect(heights).toEqual(Array.from({ length: Number(last) }, (_, i) => BigInt(i)));
    expect(run.next().value).toEqual({ ok: true, height: last, appHash: tip });
  });

  test("of a folder whose node died between two steps is sound too", () => {
    const results = (height: bigint) => (height === last ? undefined : sound.results(height));
    expect(replay({ ...sound, state: undefined, results })).toMatchObject({ ok: true });
  });

  test("of a folder without a block ends at the genesis", () => {
    const empty = { ...sound, lastHeight: 0n, state: undefined };
    expect(replay(empty)).toMatchObject({ ok: true, height: 0n });
  });

  test("names the block of any byte that was changed", () => {
    const sizes = fc.constantFrom(1n, 5n, 8n, 33n, last);
    fc.assert(
      fc.property(sizes, fc.nat(), fc.integer({ min: 0, max: 7 }), (height, place, bit) => {
        const bytes = sound.block(height) ?? expect.unreachable();
        const at = place % bytes.length;
        const altered = bytes.with(at, (bytes[at] as number) ^ (1 << bit));
        expect(replay(withBlock(height, altered))).toMatchObject({ ok: false, height });
      }),
      { numRuns: 40 },
    );
  });

  test.each<[string, () => LedgerSnapshot, string]>([
    ["missing", () => withBlock(9n, undefined), "is missing"],
    ["no block", () => withBlock(9n, Uint8Array.of(1)), "is damaged: its bytes are no block"],
    ["another height's", () => withBlock(9n, sound.block(8n)), "says that it is block 8"],
    [
      "another network's",
      () => forged(9n, { chainId: "stadion-00" }),
      "is of the network stadion-00",
    ],
    ["of other rules", () => forged(9n, { appVersion: 2n }), "is of another version of the rules"],
    [
      "no later than the one before",
      () => forged(9n, { time: signedAt(8n).block.header.time }),
      "has a time that does not rise",
    ],
    [
      "of a time between milliseconds",
      () => forged(9n, { time: { ...timeOfMs(2_000_000_000_000n), nanos: 1 } }),
      "has a time that does not rise by whole milliseconds",
    ],
    [
      "robbed of a transaction",
      () => forged(7n, {}, { txs: [] }),
      "carries other transactions than its header names",
    ],
    [
      "in front of another past",
      () => forged(9n, { lastBlockId: signedAt(8n).block.header.lastBlockId }),
      "does not follow the block before it",
    ],
    [
      "with an older commit",
      () => forged(9n, {}, { lastCommit: signedAt(8n).block.lastCommit }),
      "carries another commit of the block before it",
    ],
    [
      "signed by a stranger",
      () => withBlock(9n, encodeSignedBlock(signAs(signedAt(9n).block, testKey("eve").secret))),
      "has a commit that does not hold: bad-signature",
    ],
    [
      "naming validators of its own",
      () => forged(9n, { nextValidatorsHash: new Uint8Array(32) }),
      "names other validators for the next block",
    ],
    [
      "proposed by a stranger",
      () => forged(9n, { proposerAddress: new Uint8Array(20) }),
      "was proposed by nobody who signs",
    ],
    [
      "with wrong results, signed by the one validator itself",
      () => forged(9n, { lastResultsHash: new Uint8Array(32) }),
      "names other results of the block before it than a replay gives",
    ],
    [
      "with a wrong state, signed by the one validator itself",
      () => forged(9n, { appHash: new Uint8Array(32) }),
      "names another state after the block before it than a replay reaches",
    ],
  ])("names a block that is %s", (_, altered, fault) => {
    const outcome = replay(altered());
    expect(outcome).toMatchObject({ ok: false });
    if (outcome.ok) return;
    expect(outcome.fault).toContain(fault);
    expect([7n, 9n]).toContain(outcome.height);
  });

  test("names the height of results that were changed", () => {
    const results = (height: bigint) => {
      const kept = sound.results(height);
      return height === 12n ? kept?.with(-1, 9) : kept;
    };
    const outcome = replay({ ...sound, results });
    expect(outcome).toMatchObject({ ok: false, height: 12n });
  });

  test("names the height of a state that was changed, and the record", () => {
    const { state = expect.unreachable() } = sound;
    const records = [...state.records];
    const at = records.findIndex(({ key }) => key[0] === 7);
    const { key, record } = records[at] ?? expect.unreachable();
    const richer = records.with(at, { key, record: record?.with(32, 9) });
    const faults = [richer, records.toSpliced(at, 1)].map((altered) =>
      replay({ ...sound, state: { ...state, records: altered } }),
    );
    const fault = expect.stringContaining("record differs from that of a replay: table 7, key");
    expect(faults).toEqual([
      { ok: false, height: last, fault },
      { ok: false, height: last, fault },
    ]);
    const other = { ...sound, state: { ...state, appHash: new Uint8Array(32) } };
    expect(replay(other)).toMatchObject({
      height: last,
      fault: expect.stringContaining("app hash"),
    });
  });

  test("names a state that is ahead of the last block", () => {
    expect(replay({ ...sound, lastHeight: last - 1n })).toMatchObject({ ok: false, height: last });
  });

  test("of a network that is not known says nothing of its blocks", () => {
    const unknown = { ...sound, genesis: sound.genesis.with(1, 9) };
    expect(() => replay(unknown)).toThrow(DataFolderError);
  });
});

test("[LD26] the folder of a running node can be read and replayed, up to one moment", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-replay-"));
  const network = openTestNetwork({ store: openLedgerStore(folder) });
  try {
    live(network);
    const snapshot = openLedgerSnapshot(folder);
    network.engine.makeBlock();
    expect(snapshot.lastHeight).toBe(last);
    expect(replay(snapshot)).toMatchObject({ ok: true, height: last });
    network.engine.makeBlock();
    snapshot.close();
    const later = openLedgerSnapshot(folder);
    expect(replay(later)).toMatchObject({ ok: true, height: last + 2n });
    later.close();
  } finally {
    await network.engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("[LD26] a folder without a ledger is no fault of blocks", () => {
  expect(() => openLedgerSnapshot(tmpdir())).toThrow("holds no ledger.sqlite; give a full node's");
});

test("[LD26] all signatures of commits are asked for", () => {
  const asked: number[] = [];
  const verify: typeof verifySignature = (...call) => {
    asked.push(asked.length);
    return verifySignature(...call);
  };
  const run = replayLedger({ ...sound, lastHeight: 6n, state: undefined }, verify);
  while (!run.next().done);
  expect(asked.length).toBeGreaterThanOrEqual(6);
});
