import { identify } from "@libp2p/identify";
import type { Connection } from "@libp2p/interface";
import { noise } from "@libp2p/noise";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p, type Libp2p } from "libp2p";
import { messageOf } from "../errors.ts";
import type { WaitClock } from "../wait.ts";
import type { RandomBytes } from "./backoff.ts";
import { type NodeConnection, startConnectionLoop } from "./connection-loop.ts";
import { openSession } from "./session.ts";

export interface ConnectOptions {
  /** Multiaddr of the node, best with its `/p2p/…` id. */
  readonly address: string;
  /** A browser has WebSockets only. */
  readonly transports: "browser" | "server";
  readonly clock: WaitClock;
  readonly random: RandomBytes;
  /** 32 bytes: the only network that will do. Without it the first one met is kept to. */
  readonly chainId?: Uint8Array;
}

/** Time for the other end to hear that we go. */
const closeMs = 1000;

/**
 * Connects to a full node and stays connected.
 *
 * Resolves at once; calls made before the first connection wait for it. Throws only for an address that is none.
 *
 * @see spec/network.md NW11 to NW13
 */
export async function connectToNode(options: ConnectOptions): Promise<NodeConnection> {
  const { address, transports, clock, random, chainId } = options;
  const target = multiaddr(address);
  const node = await createClientNode(transports);
  const loop = startConnectionLoop({
    clock,
    random,
    chainId,
    open: async (wanted, onBlock, signal) => {
      const connection = await node.dial(target, { signal });
      try {
        const session = await openSession(connection, { clock, chainId: wanted, onBlock, signal });
        const peer = connection.remotePeer.toString();
        return { session, peer, close: () => closeConnection(connection) };
      } catch (error) {
        await closeConnection(connection);
        throw error;
      }
    },
  });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      await node.stop();
    },
  };
}

async function createClientNode(transports: ConnectOptions["transports"]): Promise<Libp2p> {
  return await createLibp2p({
    addresses: { listen: [] },
    transports: transports === "server" ? [tcp(), webSockets()] : [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: 1 << 20 } })],
    // The address comes from the user or from the page's own origin; the default bars a node at home.
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { pingInterval: 5000, pingTimeout: { minTimeout: 3000 } },
    services: { identify: identify(), ping: ping() },
  });
}

async function closeConnection(connection: Connection): Promise<void> {
  try {
    await connection.close({ signal: AbortSignal.timeout(closeMs) });
  } catch (error) {
    connection.abort(new Error(messageOf(error)));
  }
}
