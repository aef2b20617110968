import type { BlockAnnouncement, ConnectionState } from "../../network/service.ts";
import { decodeGenesis, deriveChainId } from "../../rules/chain/index.ts";
import { equalBytes } from "../../rules/crypto/index.ts";
import type { Network } from "../ports.ts";
import { type ContractCase, expectThat } from "./contract.ts";

/** What every Network does once it is connected to a node that has a block. */
export function networkContract(
  make: () => Promise<{
    readonly network: Network;
    /** Has the node announce a block. */
    announce(block: BlockAnnouncement): void;
  }>,
): readonly ContractCase[] {
  return [
    {
      name: "status and genesis name the same network",
      async run() {
        const { network } = await make();
        const { chainId, height } = await network.status();
        const { value } = await network.query("genesis", new Uint8Array());
        const genesis = value && decodeGenesis(value);
        expectThat(genesis !== undefined, "expected a genesis");
        expectThat(equalBytes(deriveChainId(genesis), chainId), "expected its hash in status");
        expectThat(typeof height === "bigint", "expected a height");
      },
    },
    {
      name: "a record or a block that is not there is undefined",
      async run() {
        const { network } = await make();
        const { value } = await network.query("account", new Uint8Array(32).fill(0xee));
        expectThat(value === undefined, "expected no record");
        expectThat((await network.block(1n << 40n)) === undefined, "expected no block");
      },
    },
    {
      name: "what is no transaction and no proof is refused, not rejected",
      async run() {
        const { network } = await make();
        const answer = await network.submit(Uint8Array.of(1, 2, 3));
        expectThat(!answer.ok && answer.refusal === "malformed", "expected malformed");
        const { ok, message } = await network.handProof(Uint8Array.of(1, 2, 3));
        expectThat(!ok && message !== "", "expected a refusal with its reason");
      },
    },
    {
      name: "blocks are told to every listener until it ends",
      async run() {
        const { network, announce } = await make();
        await network.status();
        const heard: bigint[] = [];
        const endFirst = network.onBlock(({ height }) => heard.push(height));
        const next = (height: bigint) =>
          new Promise<void>((resolve) => {
            const end = network.onBlock((block) => {
              if (block.height !== height) return;
              end();
              resolve();
            });
            announce({ height, timeMs: 1, hash: new Uint8Array(32) });
          });
        await next(1_000_001n);
        endFirst();
        await next(1_000_002n);
        expectThat(heard.join() === "1000001", `expected 1000001 alone, found ${heard.join()}`);
      },
    },
    {
      name: "how the connection stands is told at once",
      async run() {
        const { network } = await make();
        await network.status();
        const states: ConnectionState[] = [];
        network.onConnection((state) => states.push(state))();
        expectThat(states[0]?.state === "connected", `found ${states[0]?.state ?? "nothing"}`);
      },
    },
  ];
}
