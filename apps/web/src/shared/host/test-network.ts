import type { Network } from "@stadion/protocol/host";
import { type ContractNode, createContractNode } from "@stadion/protocol/host/contracts";

/** The contract's node as a page is connected to it; it is gone for whoever asks for "lost". */
export function createTestNetwork(): {
  readonly network: Network;
  readonly announce: ContractNode["announce"];
} {
  const node = createContractNode();
  const network: Network = {
    status: async () => node.status(),
    submit: async (transaction) => node.submit(transaction),
    handProof: async (proof) => node.handProof(proof),
    block: async (height) => node.block(height),
    async query(path, key) {
      if (path === "lost")
        throw Object.assign(new Error("The node is gone"), { name: "NotConnectedError" });
      return node.query(path, key);
    },
    onBlock: node.onBlock,
    onConnection(listener) {
      listener({ state: "connected", peer: "12D3", transport: "websocket", failed: [] });
      return () => {};
    },
  };
  return { network, announce: node.announce };
}
