import type { Listener, Transport } from "@libp2p/interface";

/** What we need of a socket of Node's. */
export interface Socket {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  destroy(): unknown;
  once(event: "close", listener: () => void): unknown;
}

/**
 * A libp2p transport that hands over each incoming socket before libp2p sees it.
 *
 * libp2p has no hook that early, and its WebSockets give a socket that never finishes its HTTP request
 * all the time in the world.
 */
export function guardedTransport<Components>(
  create: (components: Components) => Transport,
  onSocket: (socket: Socket) => void,
): (components: Components) => Transport {
  return (components) => {
    const transport = create(components);
    const createListener = transport.createListener.bind(transport);
    transport.createListener = (options) => {
      const listener = createListener(options);
      serverOf(listener).prependListener("connection", onSocket);
      return listener;
    };
    return transport;
  };
}

interface SocketServer {
  prependListener(event: "connection", listener: (socket: Socket) => void): unknown;
}

/** The `net.Server` that a listener of libp2p's for TCP or WebSockets has. */
function serverOf(listener: Listener): SocketServer {
  const server: unknown = "server" in listener ? listener.server : undefined;
  if (typeof server === "object" && server !== null && "prependListener" in server)
    return server as SocketServer;
  throw new TypeError("This version of libp2p keeps its server elsewhere");
}
