import { randomBytes } from "node:crypto";
import {
  type Bodies,
  type CycleRecord,
  decodeSignedBlock,
  encodeBody,
  type Kind,
  kindNumbers,
  type NodeRefusal,
  type Phase,
  type Refusal,
  recordQueries,
  refusalOf,
  signTransaction,
  transactionId,
} from "@stadion/protocol/chain";
import { equalBytes, publicKeyOf } from "@stadion/protocol/crypto";
import { readRecord } from "@stadion/protocol/host";
import { connectToNode, type NodeConnection, type SubmitAnswer } from "@stadion/protocol/network";
import type { Line } from "./app-process.ts";

/** What became of a transaction: taken by a block, or refused by the node or by a block. */
export type Outcome = "ok" | "expired" | Refusal | NodeRefusal;

/** A client that keeps to none of a Host's habits: it sends what it is told. */
export interface Client {
  readonly node: NodeConnection;
  cycle(): Promise<CycleRecord>;
  /** The first block that is announced from now on. */
  nextBlock(): Promise<bigint>;
  /** Resolves when the next block stands in this phase of this cycle. */
  phase(wanted: Phase, cycle: bigint): Promise<CycleRecord>;
  /** Signs a transaction for each body first and then hands all in together: most often one block takes them. */
  submit<K extends Kind>(
    secret: Uint8Array,
    kind: K,
    bodies: readonly Bodies[K][],
  ): Promise<readonly SubmitAnswer[]>;
  /** Hands one in, and waits for the block where the node takes it. */
  send<K extends Kind>(secret: Uint8Array, kind: K, body: Bodies[K]): Promise<Outcome>;
  stop(): Promise<void>;
}

export interface TestKey {
  readonly secret: Uint8Array;
  readonly key: Uint8Array;
}

export function newKey(): TestKey {
  const secret = new Uint8Array(randomBytes(32));
  return { secret, key: publicKeyOf(secret) };
}

const lifeBlocks = 20n;

/** Connects to a started node over libp2p; whoever opens it stops it. */
export async function openClient(about: Line): Promise<Client> {
  const [address] = about.addresses as string[];
  const node = await connectToNode({ addresses: [address as string], transports: "server" });
  let nonce = BigInt(Date.now()) * 1000n;
  const nextBlock = () =>
    new Promise<bigint>((resolve) => {
      const stop = node.onBlock(({ height }) => {
        stop();
        resolve(height);
      });
    });
  const cycle = async () => (await readRecord(node, recordQueries.cycle())) as CycleRecord;
  const client: Client = {
    node,
    cycle,
    nextBlock,
    async phase(wanted, number) {
      for (;;) {
        const next = nextBlock();
        const record = await cycle();
        if (record.cycle === number && record.phase === wanted) return record;
        if (record.cycle > number) throw new Error(`Cycle ${number} is over without ${wanted}`);
        await next;
      }
    },
    async submit(secret, kind, bodies) {
      const { chainId, height } = await node.status();
      const signed = bodies.map((body) => {
        nonce += 1n;
        const fields = { chainId, lane: 7, nonce, validUntil: height + lifeBlocks, fee: 0n };
        const content = { kind: kindNumbers[kind], body: encodeBody(kind, body) };
        return signTransaction({ ...fields, ...content }, secret);
      });
      return Promise.all(signed.map((bytes) => node.submit(bytes)));
    },
    async send(secret, kind, body) {
      const { height } = await node.status();
      const [answer] = await client.submit(secret, kind, [body]);
      if (!answer?.ok) return answer?.refusal ?? "expired";
      return await outcomeOf(client, answer.id, height + 1n);
    },
    stop: () => node.stop(),
  };
  return client;
}

/** Looks through the blocks from this one on. */
async function outcomeOf(
  { node, nextBlock }: Client,
  id: Uint8Array,
  from: bigint,
): Promise<Outcome> {
  for (let height = from; height <= from + lifeBlocks; ) {
    const later = nextBlock();
    const found = await node.block(height);
    if (!found) {
      await later;
      continue;
    }
    height++;
    const txs = decodeSignedBlock(found.block)?.block.txs ?? [];
    const at = txs.findIndex((tx) => equalBytes(transactionId(tx), id));
    if (at >= 0) return refusalOf(found.codes[at] as number) ?? "ok";
  }
  return "expired";
}
