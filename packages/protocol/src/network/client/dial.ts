import type { Connection } from "@libp2p/interface";
import type { Libp2p } from "libp2p";
import { withDeadline } from "../../machine/index.ts";
import { messageOf, NotConnectedError } from "../errors.ts";
import { closeConnection } from "../libp2p.ts";
import type { TransportFailure, TransportKind } from "../service.ts";
import { rejectWhenAborted, type WaitClock } from "../wait.ts";
import { type Route, transportOf } from "./routes.ts";

/** What came of the first route that led to the node. */
export interface Arrived<T> {
  readonly value: T;
  readonly transport: TransportKind;
  /** The kinds that did not lead there when they were last tried, and why. */
  readonly failed: readonly TransportFailure[];
}

/** Makes something of a connection; aborted when that takes too long. */
export type Use<T> = (connection: Connection, signal: AbortSignal) => Promise<T>;

export interface Dialler {
  /**
   * Tries one route after the other until `use` succeeds with a connection; the one that led there last is tried first.
   *
   * Throws `NotConnectedError` with the reason of each, or what `use` throws about the node itself.
   */
  dial<T>(use: Use<T>, signal: AbortSignal): Promise<Arrived<T>>;
}

/** Time for a route while there is another one: packets that a firewall drops are never answered. */
const routeMs = 5000;

/** Errors that another way to the same node would not mend. */
const ofTheNode = new Set(["WrongNetworkError", "FalseAnswerError"]);

export function createDialler(
  node: Pick<Libp2p, "dial">,
  routes: readonly Route[],
  clock: WaitClock,
): Dialler {
  const reasons = new Map<TransportKind, string>();
  let inOrder = routes;
  return {
    async dial(use, signal) {
      const left = [...inOrder];
      for (let route = left.shift(); route; route = left.shift()) {
        let trying: Promise<unknown> | undefined;
        const work = (within: AbortSignal) => {
          const going = take(node, route, use, within);
          trying = going;
          return going;
        };
        try {
          const what = `Connecting by ${route.transport}`;
          const arrived = await (left.length > 0
            ? withDeadline(clock, routeMs, what, work, signal)
            : work(signal));
          reasons.delete(arrived.transport);
          inOrder = [route, ...routes.filter((other) => other !== route)];
          return { ...arrived, failed: failuresOf(reasons) };
        } catch (error) {
          if (signal.aborted) throw error;
          if (error instanceof Error && ofTheNode.has(error.name)) throw error;
          reasons.set(route.transport, messageOf(error));
          await trying?.catch(() => {}); // libp2p takes one dial to a peer for another
        }
      }
      throw new NotConnectedError(
        failuresOf(reasons)
          .map(({ transport, reason }) => `${transport}: ${reason}`)
          .join("; "),
      );
    },
  };
}

async function take<T>(
  node: Pick<Libp2p, "dial">,
  { transport, addresses }: Route,
  use: Use<T>,
  signal: AbortSignal,
): Promise<{ value: T; transport: TransportKind }> {
  const connection = await node.dial([...addresses], { signal, force: true });
  try {
    const value = await Promise.race([use(connection, signal), rejectWhenAborted(signal)]);
    return { value, transport: transportOf(connection.remoteAddr) ?? transport };
  } catch (error) {
    await closeConnection(connection);
    throw error;
  }
}

function failuresOf(reasons: ReadonlyMap<TransportKind, string>): TransportFailure[] {
  return [...reasons].map(([transport, reason]) => ({ transport, reason }));
}
