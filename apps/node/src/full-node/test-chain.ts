import { type Engine, makeGenesis } from "@stadion/ledger/engine";
import { createStateMachine } from "@stadion/ledger/state";
import {
  type Bodies,
  decodeGenesis,
  deriveChainId,
  encodeBody,
  type Genesis,
  type Kind,
  kindNumbers,
  type Phase,
  refusalOf,
  signTransaction,
} from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import type { Duty } from "./duty.ts";
import type { NodeStore } from "./node-store.ts";
import { createSender, type Sender } from "./sender.ts";
import { createStateReader, type StateReader } from "./state-reader.ts";

export const testParams = presets.test;
export const founderSecret = new Uint8Array(32).fill(1);

/** The real state machine, in memory, with a block whenever a test asks for one. */
export interface TestChain {
  readonly chainId: Uint8Array;
  readonly reader: StateReader;
  /** The founder's. */
  readonly sender: Sender;
  readonly warnings: string[];
  readonly warn: (message: string) => void;
  readonly engine: Pick<Engine, "submit" | "query">;
  /** Refusals of the last block's transactions; `undefined` for each that was taken. */
  nextBlock(): (string | undefined)[];
  /** Makes blocks, each followed by the duties, until the next one is in this phase. */
  runTo(phase: Phase, ...duties: readonly Duty[]): void;
  /** Takes a transaction of another key into the next block. */
  send<K extends Kind>(secretKey: Uint8Array, kind: K, body: Bodies[K]): void;
}

export function createTestChain(): TestChain {
  const startMs = 1_700_000_000_000;
  const genesis = makeGenesis(publicKeyOf(founderSecret), startMs, testParams);
  const store = { load: () => undefined, save: () => {} };
  const machine = createStateMachine({ store, params: testParams });
  machine.initChain(genesis);
  const chainId = deriveChainId(decodeGenesis(genesis) as Genesis);
  let waiting: Uint8Array[] = [];
  const engine: TestChain["engine"] = {
    submit(tx) {
      const check = machine.checkTx(tx);
      if (check.ok) waiting.push(tx);
      return check;
    },
    query: (path, key) => machine.query(path, key),
  };
  const reader = createStateReader(engine);
  const nowMs = () => startMs + Number(reader.height()) * testParams.cycle.blockMs;
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const sender = createSender({ engine, reader, chainId, secretKey: founderSecret, nowMs, warn });
  let nonce = 0n;
  const nextBlock = () => {
    const height = reader.height() + 1n;
    const timeMs = startMs + Number(height) * testParams.cycle.blockMs;
    const txs = machine.prepareProposal({ height, timeMs, txs: waiting });
    waiting = [];
    const { codes } = machine.finalizeBlock({ height, timeMs, txs });
    machine.commit();
    return codes.map(refusalOf);
  };
  return {
    chainId,
    reader,
    sender,
    warnings,
    warn,
    engine,
    nextBlock,
    runTo(phase, ...duties) {
      for (let blocks = 0; reader.cycle().phase !== phase; blocks++) {
        if (blocks > testParams.cycle.cycleBlocks) throw new Error(`no phase ${phase} in a cycle`);
        nextBlock();
        for (const duty of duties) duty.afterBlock();
      }
    },
    send(secretKey, kind, body) {
      const validUntil = reader.height() + 20n;
      const fields = { chainId, lane: 1, nonce: ++nonce, validUntil, fee: 0n };
      const tx = { ...fields, kind: kindNumbers[kind], body: encodeBody(kind, body) };
      waiting.push(signTransaction(tx, secretKey));
    },
  };
}

/** What a dealer remembers, as long as the test lives. */
export function memoryStore(): Pick<NodeStore, "secret" | "keepSecret" | "dropBefore"> {
  const secrets = new Map<string, Uint8Array>();
  return {
    secret: (cycle, role) => secrets.get(`${cycle}/${role}`),
    keepSecret: (cycle, role, secret) => void secrets.set(`${cycle}/${role}`, secret),
    dropBefore: () => {},
  };
}
