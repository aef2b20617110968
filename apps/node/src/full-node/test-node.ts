import { type Engine, makeGenesis, openEmbeddedEngine } from "@stadion/ledger/engine";
import type { LedgerStore } from "@stadion/ledger/store";
import {
  type Bodies,
  decodeGenesis,
  decodeTransaction,
  deriveChainId,
  encodeBody,
  type Genesis,
  type Kind,
  kindNumbers,
  signTransaction,
} from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import type { NodeService } from "@stadion/protocol/network";
import { presets } from "@stadion/protocol/params";
import { isUnjudged } from "./audit-queue.ts";
import { createDuties } from "./duties.ts";
import type { NodeEvent } from "./events.ts";
import { createNodeService } from "./node-service.ts";
import type { NodeStore } from "./node-store.ts";
import { createStateReader, type StateReader } from "./state-reader.ts";

export const testParams = presets.test;
const founderSecret = new Uint8Array(32).fill(1);
const startMs = 1_700_000_000_000;
const { blockMs } = testParams.cycle;

/** Of all senders, and rising through restarts. */
let nonce = 0n;

/** A full node with all its duties, on stores that outlive it, whose blocks a test makes. */
export interface TestNode {
  readonly reader: StateReader;
  readonly service: Pick<NodeService, "handProof">;
  readonly events: readonly NodeEvent[];
  /** Sends a transaction as another key's, as it would come over the network. */
  send<K extends Kind>(secretKey: Uint8Array, kind: K, body: Bodies[K]): void;
  /** Makes the next block, once the referee has told what it was asked for. */
  nextBlock(): Promise<void>;
  /** What waits is lost, what was stored stays. */
  kill(): Promise<void>;
}

export function startTestNode(ledgerStore: LedgerStore, store: NodeStore): TestNode {
  const genesis = makeGenesis(publicKeyOf(founderSecret), startMs, testParams);
  let nowMs = startMs + Number(ledgerStore.lastHeight()) * blockMs;
  const clock = { nowMs: () => nowMs, after: () => () => {} };
  const engine = openEmbeddedEngine({
    ...{ store: { ...ledgerStore, close: () => {} }, genesis, secretKey: founderSecret, clock },
  });
  const chainId = deriveChainId(decodeGenesis(genesis) as Genesis);
  const reader = createStateReader(engine);
  const base = { reader, store, params: testParams, chainId, agent: "test" };
  const verdicts = countVerdicts();
  const watched = { ...engine, submit: verdicts.watch(engine.submit) };
  const service = createNodeService({ engine: watched, ...base });
  const events: NodeEvent[] = [];
  const open = { engine: watched, chainId, secretKey: founderSecret, keyFile: "", isNewKey: false };
  const duties = createDuties(open, reader, store, testParams, (event) => events.push(event));
  duties.start();
  return {
    reader,
    service,
    events,
    send(secretKey, kind, body) {
      const validUntil = reader.height() + 20n;
      const fields = { chainId, lane: 1, nonce: ++nonce, validUntil, fee: 0n };
      const tx = { ...fields, kind: kindNumbers[kind], body: encodeBody(kind, body) };
      const answer = service.submit(signTransaction(tx, secretKey));
      if (!answer.ok) throw new Error(`${kind} was refused: ${answer.refusal}`);
    },
    async nextBlock() {
      const { cycle, phase } = reader.cycle();
      if (phase === "audit") {
        const unjudged = reader.entries(cycle).filter(({ status }) => isUnjudged(status));
        await verdicts.reach(unjudged.length);
      }
      verdicts.clear();
      nowMs += blockMs;
      engine.makeBlock();
    },
    async kill() {
      await duties.stop(); // frees the referee's threads, and writes nothing
    },
  };
}

/** Tells when the referee has sent as many verdicts as are wanted before a block. */
function countVerdicts() {
  let count = 0;
  let heard = () => {};
  return {
    watch:
      (submit: Engine["submit"]): Engine["submit"] =>
      (bytes) => {
        const answer = submit(bytes);
        if (answer.ok && decodeTransaction(bytes)?.tx.kind === kindNumbers.verdict) count++;
        heard();
        return answer;
      },
    async reach(wanted: number) {
      while (count < wanted)
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
    },
    clear() {
      count = 0;
    },
  };
}
