import { deriveChainId, encodeGenesis, paramsHash } from "@stadion/protocol/chain";
import type { Network } from "@stadion/protocol/host";
import type { BlockAnnouncement } from "@stadion/protocol/network";
import { presets } from "@stadion/protocol/params";

const founder = new Uint8Array(32).fill(1);
const genesis = {
  version: 1,
  preset: new TextEncoder().encode("test"),
  paramsHash: paramsHash(presets.test),
  timeMs: 1_700_000_000_000n,
  founder,
  validators: [{ key: founder, power: 1n }],
  weights: [{ host: founder, weight: 1n }],
};

/** A node that has its genesis and nothing else, and that is gone for whoever asks for "lost". */
export function createTestNetwork(): {
  readonly network: Network;
  announce(block: BlockAnnouncement): void;
} {
  const listeners = new Set<(block: BlockAnnouncement) => void>();
  const network: Network = {
    status: async () => ({
      chainId: deriveChainId(genesis),
      preset: "test",
      height: 0n,
      timeMs: 0,
      agent: "test",
    }),
    submit: async () => ({ ok: false, refusal: "malformed" }),
    handProof: async () => ({ ok: false, message: "No proof" }),
    block: async () => undefined,
    async query(path) {
      if (path === "lost")
        throw Object.assign(new Error("The node is gone"), { name: "NotConnectedError" });
      return { height: 0n, value: path === "genesis" ? encodeGenesis(genesis) : undefined };
    },
    onBlock(listener) {
      const entry = (block: BlockAnnouncement): void => listener(block);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    onConnection(listener) {
      listener({ state: "connected", peer: "12D3", transport: "websocket", failed: [] });
      return () => {};
    },
  };
  return {
    network,
    announce(block) {
      for (const listener of [...listeners]) listener(block);
    },
  };
}
