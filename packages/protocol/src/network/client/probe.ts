import { machineClock, withDeadline } from "../../machine/index.ts";
import { messageOf } from "../errors.ts";
import { closeConnection } from "../libp2p.ts";
import type { NodeStatus, TransportKind } from "../service.ts";
import type { WaitClock } from "../wait.ts";
import { type ClientPlace, createClientNode, kindsOf } from "./client-node.ts";
import { createDialler } from "./dial.ts";
import { routesTo } from "./routes.ts";
import { openSession } from "./session.ts";

export interface ProbeOptions {
  readonly address: string;
  readonly transports: ClientPlace;
  /** The machine's, unless given. */
  readonly clock?: WaitClock;
  /** 32 bytes: the network that it must be on. */
  readonly chainId?: Uint8Array;
  /** Milliseconds after which it counts as out of reach; 8,000 if not said. */
  readonly withinMs?: number;
}

export type ProbeResult =
  | {
      readonly ok: true;
      /** From the first packet until the node's status was here. */
      readonly ms: number;
      readonly transport: TransportKind;
      readonly status: NodeStatus;
    }
  | { readonly ok: false; readonly reason: string };

/** Whether a node answers at this one address. Connects, asks for the status and closes again; never throws. */
export async function probeAddress(options: ProbeOptions): Promise<ProbeResult> {
  const { address, transports, clock = machineClock, chainId, withinMs = 8000 } = options;
  try {
    const routes = routesTo([address], kindsOf(transports));
    const node = await createClientNode(routes.map(({ transport }) => transport));
    const dialler = createDialler(node, routes, clock);
    const startMs = clock.monotonicMs();
    const ask = (signal: AbortSignal) =>
      dialler.dial(async (connection, signal) => {
        const onBlock = (): void => {};
        const session = await openSession(connection, { clock, chainId, onBlock, signal });
        const status = await session.status();
        const ms = clock.monotonicMs() - startMs;
        await closeConnection(connection);
        return { ms, status };
      }, signal);
    try {
      const { value, transport } = await withDeadline(clock, withinMs, "Connecting", ask);
      return { ok: true, ...value, transport };
    } finally {
      await node.stop();
    }
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}
