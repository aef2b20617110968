import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { createLibp2p, type Libp2p } from "libp2p";
import { commonInit } from "../libp2p.ts";
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
    ...commonInit(),
    addresses: { listen: [] },
    transports: await Promise.all(kinds.map(loadTransport)),
    // The address comes from the user or from the page's own origin; the default bars a node at home.
    connectionGater: { denyDialMultiaddr: () => false },
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
