import { type Random, withDeadline } from "../../machine/index.ts";
import { messageOf, NotConnectedError } from "../errors.ts";
import { createListeners } from "../listeners.ts";
import type {
  BlockAnnouncement,
  ConnectionState,
  NodeCalls,
  RemoteNode,
  TransportFailure,
  TransportKind,
} from "../service.ts";
import { rejectWhenAborted, type WaitClock } from "../wait.ts";
import { retryDelayMs } from "./backoff.ts";
import type { Session } from "./session.ts";

/** A full node at the other end of a connection that is made anew whenever it is lost. */
export interface NodeConnection extends RemoteNode {
  /** Tries again now, e.g. when a page is seen again or a machine is back on line. */
  retryNow(): void;
  stop(): Promise<void>;
}

/** A connection whose network is checked. */
export interface Link {
  readonly session: Session;
  readonly peer: string;
  readonly transport: TransportKind;
  readonly failed: readonly TransportFailure[];
  close(): Promise<void>;
}

export interface LoopOptions {
  readonly clock: WaitClock;
  readonly random: Random;
  readonly chainId: Uint8Array | undefined;
  readonly open: (
    chainId: Uint8Array | undefined,
    onBlock: (block: BlockAnnouncement) => void,
    signal: AbortSignal,
  ) => Promise<Link>;
}

/** Time to dial a node and to check its network. */
const dialMs = 15_000;
/** A connection that lasted this long was a good one: the next wait begins anew. */
const goodMs = 10_000;

/** Keeps one connection open: opens it, waits for its end, waits a little and begins again (NW13). */
export function startConnectionLoop(options: LoopOptions): NodeConnection {
  const stopped = new AbortController();
  const states = createListeners<ConnectionState>();
  const blocks = createListeners<BlockAnnouncement>();
  const link = createLinkState(states.tell);
  let retry = new AbortController();
  const running = run();
  return {
    ...callsOf(link.session),
    onBlock: blocks.add,
    onConnection(listener) {
      const remove = states.add(listener);
      listener(link.state());
      return remove;
    },
    retryNow: () => retry.abort(),
    async stop() {
      const reason = new NotConnectedError("The connection was stopped");
      stopped.abort(reason);
      link.lost(reason, 0);
      await running;
    },
  };

  async function run(): Promise<void> {
    let chainId = options.chainId;
    let failures = 0;
    while (!stopped.signal.aborted) {
      const { reason, lastedMs } = await connectOnce(
        options,
        chainId,
        blocks.tell,
        stopped.signal,
        (made) => {
          chainId ??= made.session.chainId;
          link.connected(made);
        },
      );
      if (stopped.signal.aborted) return;
      failures = lastedMs >= goodMs ? 1 : failures + 1;
      const retryInMs = retryDelayMs(failures, options.random);
      retry = new AbortController();
      const wake = AbortSignal.any([stopped.signal, retry.signal]);
      link.lost(new NotConnectedError(messageOf(reason), { cause: reason }), retryInMs);
      await options.clock.sleep(retryInMs, wake).catch(() => {}); // woken early
      if (!stopped.signal.aborted) link.connecting();
    }
  }
}

/** Opens a link and holds it to its end: why it ended, and how long it was good for. */
async function connectOnce(
  { clock, open }: LoopOptions,
  chainId: Uint8Array | undefined,
  onBlock: (block: BlockAnnouncement) => void,
  stopped: AbortSignal,
  onLink: (link: Link) => void,
): Promise<{ readonly reason: unknown; readonly lastedMs: number }> {
  let link: Link | undefined;
  let sinceMs = clock.monotonicMs();
  const dial = (signal: AbortSignal): Promise<Link> => open(chainId, onBlock, signal);
  try {
    link = await withDeadline(clock, dialMs, "Connecting", dial, stopped);
    sinceMs = clock.monotonicMs();
    onLink(link);
    return await Promise.race([link.session.ended, rejectWhenAborted(stopped)]);
  } catch (reason) {
    return { reason, lastedMs: link ? clock.monotonicMs() - sinceMs : 0 };
  } finally {
    await link?.close();
  }
}

/** How the connection stands, and the session that calls wait for. */
function createLinkState(tell: (state: ConnectionState) => void): {
  state(): ConnectionState;
  session(): Promise<Session>;
  connecting(): void;
  connected(link: Link): void;
  lost(reason: NotConnectedError, retryInMs: number): void;
} {
  let state: ConnectionState = { state: "connecting" };
  let current = unhandled(Promise.withResolvers<Session>());
  const become = (next: ConnectionState): void => {
    state = next;
    tell(next);
  };
  return {
    state: () => state,
    session: () => current.promise,
    connecting() {
      current = unhandled(Promise.withResolvers<Session>());
      become({ state: "connecting" });
    },
    connected({ session, peer, transport, failed }) {
      current.resolve(session);
      become({ state: "connected", peer, transport, failed });
    },
    lost(reason, retryInMs) {
      current.reject(reason); // whoever waits for the first session
      current = unhandled(Promise.withResolvers<Session>());
      current.reject(reason);
      become({ state: "lost", reason: reason.message, retryInMs });
    },
  };
}

/** A rejection that nobody waits for is no fault: the state says it too. */
function unhandled<T>(resolvers: PromiseWithResolvers<T>): PromiseWithResolvers<T> {
  resolvers.promise.catch(() => {});
  return resolvers;
}

/** Calls that wait for a session. */
function callsOf(session: () => Promise<Session>): NodeCalls {
  return {
    status: async () => await (await session()).status(),
    block: async (height) => await (await session()).block(height),
    query: async (path, key) => await (await session()).query(path, key),
    submit: async (bytes) => await (await session()).submit(bytes),
    handProof: async (bytes) => await (await session()).handProof(bytes),
  };
}
