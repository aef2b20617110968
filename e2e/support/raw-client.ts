import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Bodies,
  type CycleRecord,
  cycleCodec,
  decodeSignedBlock,
  encodeBody,
  type Host,
  hostCodec,
  type Kind,
  kindNumbers,
  type NodeRefusal,
  type Phase,
  type Refusal,
  refusalOf,
  signTransaction,
  transactionId,
} from "@stadion/protocol/chain";
import { bytesToHex, hexToBytes, publicKeyOf } from "@stadion/protocol/crypto";
import { connectToNode, type NodeConnection } from "@stadion/protocol/network";
import type { Line } from "./app-process.ts";

/** What became of a transaction: taken by a block, or refused by the node or by a block. */
export type Outcome = "ok" | Refusal | NodeRefusal;

/** A client that keeps to none of a Host's habits: it sends what it is told. */
export interface RawClient {
  readonly node: NodeConnection;
  cycle(): Promise<CycleRecord>;
  host(key: Uint8Array): Promise<Host | undefined>;
  /** Resolves when the next block stands in this phase of this cycle. */
  phase(wanted: Phase, cycle: bigint): Promise<CycleRecord>;
  /** Signs and sends, and waits for the block where the node takes it in. */
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

/** Connects to a started node over libp2p. */
export async function connectRaw(about: Line): Promise<RawClient> {
  const node = await connectToNode({
    addresses: [(about.addresses as string[])[0] as string],
    transports: "server",
    clock: {
      monotonicMs: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
    },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)) },
  });
  const chainId = hexToBytes(about.chainId as string);
  const blocks = watchBlocks(node);
  let nonce = BigInt(Date.now()) * 1000n;
  const cycle = async () => {
    const { value } = await node.query("cycle", new Uint8Array());
    return cycleCodec.decode(value ?? new Uint8Array()) as CycleRecord;
  };
  return {
    node,
    cycle,
    async host(key) {
      const { value } = await node.query("host", key);
      return value && hostCodec.decode(value);
    },
    async phase(wanted, number) {
      for (;;) {
        const next = blocks.next();
        const record = await cycle();
        if (record.cycle === number && record.phase === wanted) return record;
        if (record.cycle > number) throw new Error(`Cycle ${number} is over without ${wanted}`);
        await next;
      }
    },
    async send(secret, kind, body) {
      const { height } = await node.status();
      const fields = { chainId, lane: 7, nonce: ++nonce, validUntil: height + 20n, fee: 0n };
      const tx = { ...fields, kind: kindNumbers[kind], body: encodeBody(kind, body) };
      const bytes = signTransaction(tx, secret);
      const answer = await node.submit(bytes);
      return answer.ok ? await blocks.outcome(transactionId(bytes), height + 1n) : answer.refusal;
    },
    stop: () => node.stop(),
  };
}

/** Blocks as they are announced, and what became of what is in them. */
function watchBlocks(node: NodeConnection) {
  let announce = Promise.withResolvers<void>();
  node.onBlock(() => {
    announce.resolve();
    announce = Promise.withResolvers();
  });
  const next = () => announce.promise;
  return {
    next,
    async outcome(id: Uint8Array, from: bigint): Promise<Outcome> {
      for (let height = from; height < from + 20n; ) {
        const later = next();
        const found = await node.block(height);
        if (!found) {
          await later;
          continue;
        }
        height++;
        const txs = decodeSignedBlock(found.block)?.block.txs ?? [];
        const at = txs.findIndex((tx) => bytesToHex(transactionId(tx)) === bytesToHex(id));
        if (at >= 0) return refusalOf(found.codes[at] as number) ?? "ok";
      }
      return "expired";
    },
  };
}
