import { createSocket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import path from "node:path";
import type { NodeService } from "@stadion/protocol/network";
import { type NodeServer, startNodeServer } from "@stadion/protocol/network/server";
import { readOrMakeCertificate } from "../adapters/certificate-file.ts";
import { readOrMakeKey } from "../adapters/key-file.ts";

export interface NetworkConfig {
  readonly dataFolder: string;
  readonly listenHost: string;
  readonly ports: { readonly tcp: number; readonly ws: number; readonly webrtc: number };
}

/**
 * Lets Hosts reach this node, over TCP and, for browsers, over webrtc-direct and WebSockets.
 *
 * The identity on the wire has a key of its own, so that the key of the ledger signs nothing but the ledger.
 */
export async function startNetwork(
  { dataFolder, listenHost, ports }: NetworkConfig,
  service: NodeService,
  warn: (message: string) => void,
): Promise<NodeServer> {
  const { secretKey: keySeed } = readOrMakeKey(path.join(dataFolder, "network.key"));
  const certificate = await readOrMakeCertificate(path.join(dataFolder, "webrtc.pem"));
  const host = `/${isIPv6(listenHost) ? "ip6" : "ip4"}/${listenHost}`;
  try {
    await checkUdpPort(listenHost, ports.webrtc);
    return await startNodeServer({
      service,
      listen: [
        `${host}/tcp/${ports.tcp}`,
        `${host}/tcp/${ports.ws}/ws`,
        `${host}/udp/${ports.webrtc}/webrtc-direct`,
      ],
      keySeed,
      certificate,
      onError: (error) => warn(`A request failed: ${messageOf(error)}`),
    });
  } catch (cause) {
    const reason = messageOf(cause);
    const which = `Ports ${ports.tcp}, ${ports.ws} and ${ports.webrtc} (UDP) on ${listenHost}`;
    throw new Error(
      reason.includes("EADDRINUSE")
        ? `${which} are needed and one is taken; give another with --port`
        : `Cannot listen on ${listenHost}: ${reason}`,
      { cause },
    );
  }
}

/** Throws as a TCP port does when it is taken. WebRTC's native part would also write of it to standard output. */
async function checkUdpPort(host: string, port: number): Promise<void> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  try {
    const bound = once(socket, "listening"); // or rejects with the error
    socket.bind(port, host);
    await bound;
  } finally {
    socket.close();
  }
}

/** Message of an error and of all that it gathers. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error.message, ...[...inner, ...(error.cause ? [error.cause] : [])].map(messageOf)].join(
    ": ",
  );
}
