import type { Engine } from "@stadion/ledger/engine";
import { encodeSignedBlock, headerHash, msOfTime, transactionId } from "@stadion/protocol/chain";
import type { NodeService } from "@stadion/protocol/network";
import type { Params } from "@stadion/protocol/params";
import { createProofHolder } from "./hold-proof.ts";
import type { NodeStore } from "./node-store.ts";
import type { StateReader } from "./state-reader.ts";

export interface NodeServiceOptions {
  readonly engine: Engine;
  readonly reader: StateReader;
  readonly store: NodeStore;
  readonly params: Params;
  readonly chainId: Uint8Array;
  readonly agent: string;
}

/** What the network carries to those who connect, answered from this node's ledger. */
export function createNodeService(options: NodeServiceOptions): NodeService {
  const { engine, reader, store, params, chainId, agent } = options;
  const proofs = createProofHolder(reader, store, params.sprint);
  return {
    status() {
      const tip = engine.tip();
      const timeMs = tip ? Number(msOfTime(tip.header.time)) : 0;
      return { chainId, preset: params.name, height: tip?.height ?? 0n, timeMs, agent };
    },
    submit(transaction) {
      const answer = engine.submit(transaction);
      if (!answer.ok) return answer;
      proofs.tookIn(transaction);
      return { ok: true, id: transactionId(transaction) };
    },
    handProof: proofs.hold,
    block(height) {
      const found = engine.block(height);
      return found && { block: encodeSignedBlock(found.signed), codes: found.codes };
    },
    query: (path, key) => engine.query(path, key),
    onBlock: (listener) =>
      engine.onBlock((height, { block: { header } }) =>
        listener({ height, timeMs: Number(msOfTime(header.time)), hash: headerHash(header) }),
      ),
  };
}
