import type { Connection, Stream } from "@libp2p/interface";
import type { Libp2p } from "libp2p";
import { closeConnection } from "../libp2p.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { NodeService } from "../service.ts";
import type { WaitClock } from "../wait.ts";
import { maxFrameBytes } from "../wire/frame.ts";
import { frameStream } from "../wire/frame-stream.ts";
import { serveStream } from "./serve-stream.ts";
import { createPeerAllowances } from "./token-bucket.ts";
import type { Visitors } from "./visitors.ts";

/** More than all requests that a peer may have open. */
const maxUnreadBytes = 4 * maxFrameBytes;
/** Time for a last word to a peer that is cut off. */
const goodbyeMs = 1000;

interface ProtocolServerOptions {
  readonly service: NodeService;
  readonly onCutOff?: (peer: string, reason: string) => void;
  readonly onError?: (error: unknown) => void;
}

/** Gives what lets peers open streams of a protocol. Who breaks one of them loses the connection. */
export function createProtocolServer(
  node: Libp2p,
  visitors: Visitors,
  clock: WaitClock,
  { service, onCutOff, onError = () => {} }: ProtocolServerOptions,
): (protocol: AnyProtocol) => Promise<void> {
  const cutOffs = new WeakMap<Connection, AbortController>();
  const cutOffOf = (connection: Connection): AbortController => {
    const known = cutOffs.get(connection) ?? new AbortController();
    cutOffs.set(connection, known);
    return known;
  };
  return async (protocol) => {
    const allowanceOf = createPeerAllowances(protocol.rate, clock.monotonicMs);
    const answer = async (libp2pStream: Stream, connection: Connection): Promise<void> => {
      const peer = connection.remotePeer.toString();
      const visitor = visitors.of(connection);
      const cutOff = cutOffOf(connection);
      const stream = frameStream(libp2pStream, maxUnreadBytes);
      visitor?.opened();
      const reason = await serveStream({
        protocol,
        service,
        stream,
        allowance: allowanceOf(peer),
        clock,
        cutOff: cutOff.signal,
        onRequest: () => visitor?.asked(),
        onError,
      });
      visitor?.closed();
      if (reason !== undefined) {
        cutOff.abort(); // nothing more is told on its other streams while they close
        onCutOff?.(peer, reason);
      }
      await stream.close(AbortSignal.timeout(goodbyeMs)).catch((error) => stream.abort(error));
      if (reason !== undefined) await closeConnection(connection);
    };
    // Two, so that a peer may open its stream anew before the old one is seen as gone.
    await node.handle(protocol.id, answer, { maxInboundStreams: 2, maxOutboundStreams: 1 });
  };
}
