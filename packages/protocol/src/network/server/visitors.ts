import type { Connection, Transport } from "@libp2p/interface";
import { tcp } from "@libp2p/tcp";
import { ipPortToMultiaddr } from "@libp2p/utils";
import { webSockets } from "@libp2p/websockets";
import type { Doorkeeper, Visitor } from "./doorkeeper.ts";
import { guardedTransport, type Socket } from "./guarded-transport.ts";

/** Who is connected: sockets as the doorkeeper sees them, and the connections that libp2p makes of them. */
export interface Visitors {
  readonly transports: ((components: GuardedComponents) => Transport)[];
  /** Whose connection this is; `undefined` if its socket is gone. */
  of(connection: Connection): Visitor | undefined;
}

type GuardedComponents = Parameters<ReturnType<typeof tcp>>[0] &
  Parameters<ReturnType<typeof webSockets>>[0];

interface Arrival {
  /** Where libp2p says that it comes from. */
  readonly prefix: string;
  readonly visitor: Visitor;
}

export function createVisitors(doorkeeper: Doorkeeper): Visitors {
  const arrivals = new Set<Arrival>();
  const known = new WeakMap<Connection, Visitor>();
  const onSocket = (socket: Socket): void => {
    const { remoteAddress, remotePort } = socket;
    const visitor = doorkeeper.admit(remoteAddress ?? "", () => socket.destroy());
    if (!visitor || remoteAddress === undefined || remotePort === undefined) {
      visitor?.gone();
      socket.destroy();
      return;
    }
    const arrival = { prefix: `${ipPortToMultiaddr(remoteAddress, remotePort)}/`, visitor };
    arrivals.add(arrival);
    socket.once("close", () => {
      arrivals.delete(arrival);
      visitor.gone();
    });
  };
  return {
    transports: [guardedTransport(tcp(), onSocket), guardedTransport(webSockets(), onSocket)],
    of(connection) {
      const address = connection.remoteAddr.toString();
      const found = known.get(connection);
      if (found) return found;
      for (const arrival of arrivals) {
        if (!address.startsWith(arrival.prefix)) continue;
        arrivals.delete(arrival); // it has its connection; another one from there is another's
        known.set(connection, arrival.visitor);
        return arrival.visitor;
      }
      return undefined;
    },
  };
}
