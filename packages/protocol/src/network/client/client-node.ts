import { identify } from "@libp2p/identify";
import type { Connection } from "@libp2p/interface";
import { noise } from "@libp2p/noise";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { createLibp2p, type Libp2p } from "libp2p";
import { messageOf } from "../errors.ts";
import type { TransportKind } from "../service.ts";

/** What runs here: a browser's page or one of its workers, or a process of its own. */
export type ClientPlace = "browser" | "server";

/** What can be spoken here, the best first. Two processes never speak WebRTC: it fails between them at times. */
export function kindsOf(place: ClientPlace): readonly TransportKind[] {
  if (place === "server") return ["tcp", "websocket"];
  // Workers have no WebRTC.
  return "RTCPeerConnection" in globalThis ? ["webrtc-direct", "websocket"] : ["websocket"];
}

/** A libp2p node that listens nowhere, for these kinds of transport. */
export async function createClientNode(kinds: readonly TransportKind[]): Promise<Libp2p> {
  return await createLibp2p({
    addresses: { listen: [] },
    transports: await Promise.all(kinds.map(loadTransport)),
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: 1 << 20 } })],
    // The address comes from the user or from the page's own origin; the default bars a node at home.
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { pingInterval: 5000, pingTimeout: { minTimeout: 3000 } },
    services: {
      identify: identify({ maxInboundStreams: 1, maxOutboundStreams: 1 }),
      // Two: one may still be closing when the next is opened.
      ping: ping({ maxInboundStreams: 2, maxOutboundStreams: 2 }),
    },
  });
}

async function loadTransport(kind: TransportKind) {
  switch (kind) {
    case "tcp":
      return tcp();
    case "websocket":
      return webSockets();
    case "webrtc-direct": {
      const { webRtcDialler } = await import("./webrtc-dialler.ts");
      return webRtcDialler();
    }
  }
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
