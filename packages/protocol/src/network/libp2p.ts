import { identify } from "@libp2p/identify";
import type { Connection } from "@libp2p/interface";
import { noise } from "@libp2p/noise";
import { ping } from "@libp2p/ping";
import { yamux } from "@libp2p/yamux";
import type { Libp2pOptions } from "libp2p";
import { messageOf } from "./errors.ts";

// What both ends of a connection make of libp2p.

/** Bytes of a stream that may be under way: four of our longest frames. */
const maxStreamWindowSize = 1 << 20;

type CommonInit = Pick<
  Libp2pOptions,
  "connectionEncrypters" | "streamMuxers" | "connectionMonitor" | "services"
>;

/** @param maxInboundStreams - of one connection; libp2p's own bound unless given */
export function commonInit(maxInboundStreams?: number): CommonInit {
  const bound = maxInboundStreams === undefined ? {} : { maxInboundStreams };
  return {
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ ...bound, streamOptions: { maxStreamWindowSize } })],
    connectionMonitor: { pingInterval: 5000, pingTimeout: { minTimeout: 3000 } },
    services: {
      identify: identify({ maxInboundStreams: 1, maxOutboundStreams: 1 }),
      // Two: one may still be closing when the next is opened.
      ping: ping({ maxInboundStreams: 2, maxOutboundStreams: 2 }),
    },
  };
}

/** Time for the other end to hear that we go. */
const closeMs = 1000;

export async function closeConnection(connection: Connection): Promise<void> {
  try {
    await connection.close({ signal: AbortSignal.timeout(closeMs) });
  } catch (error) {
    connection.abort(new Error(messageOf(error)));
  }
}
