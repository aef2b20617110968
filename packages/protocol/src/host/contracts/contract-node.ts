import { createListeners } from "../../network/listeners.ts";
import type { BlockAnnouncement, NodeService } from "../../network/service.ts";
import { deriveChainId, encodeGenesis, type Genesis, paramsHash } from "../../rules/chain/index.ts";
import { presets } from "../../rules/params/index.ts";

export interface ContractNode extends NodeService {
  announce(block: BlockAnnouncement): void;
}

/** The node that a network's contract is run against: it has its genesis and nothing else, and takes nothing. */
export function createContractNode(): ContractNode {
  const founder = new Uint8Array(32).fill(1);
  const genesis: Genesis = {
    version: 1,
    preset: Uint8Array.from("test", (character) => character.charCodeAt(0)),
    paramsHash: paramsHash(presets.test),
    timeMs: 1_700_000_000_000n,
    founder,
    validators: [{ key: founder, power: 1n }],
    weights: [{ host: founder, weight: 1n }],
  };
  const blocks = createListeners<BlockAnnouncement>();
  return {
    status: () => ({
      chainId: deriveChainId(genesis),
      preset: "test",
      height: 0n,
      timeMs: 0,
      agent: "stadion/test",
    }),
    submit: () => ({ ok: false, refusal: "malformed" }),
    handProof: () => ({ ok: false, message: "No proof" }),
    block: () => undefined,
    query: (path) => ({
      height: 0n,
      value: path === "genesis" ? encodeGenesis(genesis) : undefined,
    }),
    onBlock: blocks.add,
    announce: blocks.tell,
  };
}
