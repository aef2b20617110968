import { setTimeout as sleep } from "node:timers/promises";
import {
  type Bodies,
  encodeBody,
  type Kind,
  kindNumbers,
  signTransaction,
} from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { connectToNode, type NodeConnection, type SubmitAnswer } from "@stadion/protocol/network";
import type { Line } from "./app-process.ts";

/** A connection to a started node, as any client has it; whoever opens it stops it. */
export async function openClient(node: Line): Promise<NodeConnection> {
  const [address] = node.addresses as string[];
  return await connectToNode({
    addresses: [address as string],
    transports: "server",
    clock: {
      monotonicMs: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
    },
    random: { bytes: (count) => new Uint8Array(count) },
  });
}

export interface Stranger {
  readonly key: Uint8Array;
  /** Signs a transaction for each body first and then sends them together: most often one block takes all. */
  sendAll<K extends Kind>(kind: K, bodies: readonly Bodies[K][]): Promise<SubmitAnswer[]>;
}

/** Someone with a key who sends what they like. */
export function createStranger(client: NodeConnection, secretKey: Uint8Array): Stranger {
  let nonce = 0n;
  return {
    key: publicKeyOf(secretKey),
    async sendAll(kind, bodies) {
      const { chainId, height } = await client.status();
      const signed = bodies.map((body) => {
        nonce += 1n;
        const envelope = { chainId, lane: 7, nonce, validUntil: height + 100n, fee: 0n };
        const content = { kind: kindNumbers[kind], body: encodeBody(kind, body) };
        return signTransaction({ ...envelope, ...content }, secretKey);
      });
      return Promise.all(signed.map((bytes) => client.submit(bytes)));
    },
  };
}

/** Resolves with the first block that is announced from now on. */
export function nextBlock(client: NodeConnection): Promise<bigint> {
  return new Promise((resolve) => {
    const stop = client.onBlock(({ height }) => {
      stop();
      resolve(height);
    });
  });
}
