import type { Connection } from "@libp2p/interface";
import { ipPortToMultiaddr } from "@libp2p/utils";
import type { Doorkeeper, Visitor } from "./doorkeeper.ts";
import type { Socket } from "./guarded-transport.ts";
import { createStunGate } from "./stun-gate.ts";

/** Who is connected: sockets as the doorkeeper sees them, and the connections that libp2p makes of them. */
export interface Visitors {
  /** Of TCP and of WebSockets. */
  onSocket(socket: Socket): void;
  /** Of webrtc-direct. */
  readonly entrance: Entrance;
  /** Whose connection this is; `undefined` if its socket is gone. */
  of(connection: Connection): Visitor | undefined;
}

/** Where those come in who have no socket of their own. */
export interface Entrance {
  /** A place for who sends from there; `undefined` if there is none now. */
  knock(host: string, port: number, end: () => void): Flow | undefined;
}

export interface Flow {
  /** Its handshake is over, well or badly. */
  settled(): void;
  gone(): void;
}

interface Arrival {
  /** Where libp2p says that it comes from. */
  readonly prefix: string;
  readonly visitor: Visitor;
}

export function createVisitors(doorkeeper: Doorkeeper, nowMs: () => number): Visitors {
  const arrivals = new Set<Arrival>();
  const known = new WeakMap<Connection, Visitor>();
  const gate = createStunGate(nowMs);
  const arrive = (prefix: string, visitor: Visitor): (() => void) => {
    const arrival = { prefix, visitor };
    arrivals.add(arrival);
    return () => {
      arrivals.delete(arrival);
      visitor.gone();
    };
  };
  return {
    onSocket(socket) {
      const { remoteAddress, remotePort } = socket;
      const visitor = doorkeeper.admit(remoteAddress ?? "", () => socket.destroy());
      if (!visitor || remoteAddress === undefined || remotePort === undefined) {
        visitor?.gone();
        socket.destroy();
        return;
      }
      socket.once("close", arrive(`${ipPortToMultiaddr(remoteAddress, remotePort)}/`, visitor));
    },
    entrance: {
      knock(host, port, end) {
        const settled = gate.knock(host);
        if (!settled) return undefined;
        const visitor = doorkeeper.admitUnproved(host, end);
        if (!visitor) {
          settled();
          return undefined;
        }
        return { settled, gone: arrive(udpAddress(host, port), visitor) };
      },
    },
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

function udpAddress(host: string, port: number): string {
  return `${ipPortToMultiaddr(host, port)}/`.replace("/tcp/", "/udp/");
}
