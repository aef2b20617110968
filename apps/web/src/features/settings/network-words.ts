import type { TransportFailure, TransportKind } from "@stadion/protocol/network";
import type { NodeState } from "#shared/node/index.ts";

const names: Record<TransportKind, string> = {
  "webrtc-direct": "WebRTC",
  websocket: "WebSocket",
  tcp: "TCP",
};

/** How the page stands with its node, in a sentence. */
export function connectionWords({ found, connection }: NodeState): string {
  if (!found) return "Asking the server that this page came from.";
  if (!found.ok) return `${found.message}.`;
  switch (connection?.state) {
    case undefined:
    case "connecting":
      return "Connecting to the node.";
    case "lost":
      return `The connection is lost: ${connection.reason}.`;
    case "connected":
      return `Connected to the node over ${names[connection.transport]}.`;
  }
}

/** Why another way does not carry the connection. */
export function failureWords({ transport, reason }: TransportFailure): string {
  return `${names[transport]} did not work: ${reason}.`;
}
