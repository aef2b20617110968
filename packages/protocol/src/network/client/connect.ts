import type { Connection } from "@libp2p/interface";
import { machineClock, machineRandom, type Random } from "../../machine/index.ts";
import { closeConnection } from "../libp2p.ts";
import type { WaitClock } from "../wait.ts";
import { type ClientPlace, createClientNode, kindsOf } from "./client-node.ts";
import { type NodeConnection, startConnectionLoop } from "./connection-loop.ts";
import { createDialler } from "./dial.ts";
import { routesTo } from "./routes.ts";
import { openSession } from "./session.ts";

export interface ConnectOptions {
  /** Multiaddrs of one node, best with its `/p2p/…` id; those that cannot be dialled from here are passed over. */
  readonly addresses: readonly string[];
  /** A browser's page dials webrtc-direct, then WebSockets; a worker of it WebSockets alone; a server TCP, then WebSockets. */
  readonly transports: ClientPlace;
  /** The machine's, unless given. */
  readonly clock?: WaitClock;
  readonly random?: Random;
  /** 32 bytes: the only network that will do. Without it the first one met is kept to. */
  readonly chainId?: Uint8Array;
}

/**
 * Connects to a full node and stays connected, by whichever way leads there.
 *
 * Resolves at once; calls made before the first connection wait for it. Throws `TypeError` for addresses that are none,
 * of several nodes or all of kinds that are not spoken here.
 *
 * @see spec/network.md NW11 to NW13, NW17
 */
export async function connectToNode(options: ConnectOptions): Promise<NodeConnection> {
  const { addresses, transports, chainId } = options;
  const { clock = machineClock, random = machineRandom } = options;
  const routes = routesTo(addresses, kindsOf(transports));
  const node = await createClientNode(routes.map(({ transport }) => transport));
  const dialler = createDialler(node, routes, clock);
  const loop = startConnectionLoop({
    clock,
    random,
    chainId,
    open: async (wanted, onBlock, signal) => {
      const use = async (connection: Connection, signal: AbortSignal) => ({
        session: await openSession(connection, { clock, chainId: wanted, onBlock, signal }),
        peer: connection.remotePeer.toString(),
        close: () => closeConnection(connection),
      });
      const { value, ...way } = await dialler.dial(use, signal);
      return { ...value, ...way };
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
