import { createListeners } from "../network/listeners.ts";
import type { BlockAnnouncement, ConnectionState } from "../network/service.ts";
import { testGenesis } from "../network/test-node-service.ts";
import {
  type CycleRecord,
  deriveChainId,
  encodeGenesis,
  type Genesis,
  type Refusal,
  type SprintEntry,
  transactionId,
} from "../rules/chain/index.ts";
import { type Params, presets } from "../rules/params/index.ts";
import { decodeProof } from "../rules/sprint/index.ts";
import type { Clock, Network } from "./ports.ts";
import { createChainState, type TakenTransaction } from "./test-chain-state.ts";

/**
 * A full node in memory, with one Host's records and no checks but those that the Host's loop meets.
 *
 * The tests of the loop run on it; the ledger itself is met in the tests of the full node.
 */
export interface TestChain extends Network {
  readonly params: Params;
  cycle(): CycleRecord;
  height(): bigint;
  entry(cycle: bigint): SprintEntry | undefined;
  readonly entries: Map<bigint, SprintEntry>;
  /** Kinds and bodies taken by blocks, and those refused, in order. */
  readonly taken: TakenTransaction[];
  /** Heights at which something was submitted. */
  readonly submittedAt: bigint[];
  readonly handed: Uint8Array[];
  /** Whether calls fail, as while a connection is lost. */
  isDown: boolean;
  /** Whether submitted transactions are lost before a block takes them. */
  losesTransactions: boolean;
  /** What the next transaction in a block is refused with. */
  refuses: Refusal | undefined;
  genesis: Genesis;
  setConnection(state: ConnectionState): void;
  makeBlock(): void;
  announce(block: BlockAnnouncement): void;
  /** Makes blocks by the clock until it is stopped. */
  run(): () => void;
}

export function createTestChain(clock: Clock): TestChain {
  const params = presets.test;
  const state = createChainState(clock);
  const blocks = createListeners<BlockAnnouncement>();
  const connections = createListeners<ConnectionState>();
  let connection: ConnectionState = {
    state: "connected",
    peer: "test",
    transport: "websocket",
    failed: [],
  };
  const up = <T>(answer: () => T): Promise<T> =>
    chain.isDown
      ? Promise.reject(Object.assign(new Error("down"), { name: "NotConnectedError" }))
      : Promise.resolve(answer());
  const chain: TestChain = {
    params,
    taken: state.taken,
    submittedAt: [],
    handed: [],
    isDown: false,
    losesTransactions: false,
    get refuses() {
      return state.refuses;
    },
    set refuses(refusal) {
      state.refuses = refusal;
    },
    genesis: testGenesis,
    cycle: () => state.cycle,
    height: () => state.height,
    entry: (cycle) => state.entries.get(cycle),
    entries: state.entries,
    status: () =>
      up(() => ({
        chainId: deriveChainId(chain.genesis),
        preset: "test",
        height: state.height,
        timeMs: state.timeMs,
        agent: "test",
      })),
    submit: (bytes) =>
      up(() => {
        chain.submittedAt.push(state.height);
        const refusal = state.check(bytes);
        if (refusal) return { ok: false, refusal };
        if (!chain.losesTransactions) state.mempool.push(bytes);
        return { ok: true, id: transactionId(bytes) };
      }),
    handProof: (proof) =>
      up(() => {
        if (!decodeProof(proof)) return { ok: false, message: "no proof" };
        chain.handed.push(proof);
        return { ok: true, message: "kept" };
      }),
    block: (height) => up(() => state.blocks.get(height)),
    query: (path) =>
      up(() => ({
        height: state.height,
        value: path === "genesis" ? encodeGenesis(chain.genesis) : state.record(path),
      })),
    onBlock: blocks.add,
    announce: blocks.tell,
    onConnection(listener) {
      const remove = connections.add(listener);
      listener(connection);
      return remove;
    },
    setConnection(next) {
      connection = next;
      connections.tell(next);
    },
    makeBlock() {
      state.makeBlock();
      if (!chain.isDown)
        blocks.tell({ height: state.height, timeMs: state.timeMs, hash: new Uint8Array(32) });
    },
    run() {
      const stopped = new AbortController();
      const loop = async (): Promise<void> => {
        for (;;) {
          await clock.sleep(params.cycle.blockMs, stopped.signal);
          chain.makeBlock();
        }
      };
      loop().catch(() => {}); // stopped
      return () => stopped.abort();
    },
  };
  return chain;
}
