import { isIPv6 } from "node:net";
import path from "node:path";
import type { NodeService } from "@stadion/protocol/network";
import { type NodeServer, startNodeServer } from "@stadion/protocol/network/server";
import { readOrMakeCertificate } from "../adapters/certificate-file.ts";
import { readOrMakeKey } from "../adapters/key-file.ts";
import { type NodePorts, refuseTakenPorts } from "./taken-ports.ts";

export interface NetworkConfig {
  readonly dataFolder: string;
  readonly listenHost: string;
  readonly ports: NodePorts;
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
  await refuseTakenPorts(listenHost, ports);
  const host = `/${isIPv6(listenHost) ? "ip6" : "ip4"}/${listenHost}`;
  try {
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
    throw new Error(`Cannot listen on ${listenHost}: ${messageOf(cause)}`, { cause });
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
