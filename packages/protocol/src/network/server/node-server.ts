import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { createLibp2p, type Libp2p } from "libp2p";
import { machineClock } from "../../machine/index.ts";
import { commonInit } from "../libp2p.ts";
import { nodeProtocols } from "../protocols.ts";
import type { NodeService } from "../service.ts";
import type { WaitClock } from "../wait.ts";
import type { WebRtcCertificate } from "./certificate.ts";
import { createDoorkeeper, type Doorkeeper, type DoorLimits } from "./doorkeeper.ts";
import { guardedTransport } from "./guarded-transport.ts";
import { createProtocolServer } from "./protocol-server.ts";
import { guardStreams } from "./stream-guard.ts";
import { createVisitors, type Visitors } from "./visitors.ts";

export interface NodeServerOptions {
  readonly service: NodeService;
  /** Multiaddrs to listen on, e.g. `/ip4/0.0.0.0/tcp/4801`, `…/tcp/4802/ws`, `…/udp/4803/webrtc-direct`. */
  readonly listen: readonly string[];
  /** Needed to listen on webrtc-direct; its hash is part of the address, so it should stay the same (NW16). */
  readonly certificate?: WebRtcCertificate;
  /** Multiaddrs to be told to others instead, e.g. behind a proxy. */
  readonly announce?: readonly string[];
  /** 32 bytes of a key of its own: the node's identity on the wire, which signs nothing else. */
  readonly keySeed: Uint8Array;
  /** 400 unless given. */
  readonly maxConnections?: number;
  /** Connections of one address; one that belongs to this machine has a bound of its own (NW14). 64 unless given. */
  readonly maxPerAddress?: number;
  /** The machine's, unless given. */
  readonly clock?: WaitClock;
  /** Told of each peer that was cut off, and why. */
  readonly onCutOff?: (peer: string, reason: string) => void;
  /** Told of errors in `service`. */
  readonly onError?: (error: unknown) => void;
}

export interface NodeServer {
  /** Multiaddrs it can be reached at, with its peer id. */
  readonly addresses: readonly string[];
  readonly peerId: string;
  /** Peers connected now. */
  peers(): number;
  stop(): Promise<void>;
}

/**
 * Lets others reach a full node over libp2p, and keeps each of them within bounds.
 *
 * @see spec/network.md
 */
export async function startNodeServer(options: NodeServerOptions): Promise<NodeServer> {
  const { maxConnections = 400, maxPerAddress = 64, clock = machineClock } = options;
  const limits = { maxConnections, maxPerAddress };
  const doorkeeper = createDoorkeeper(limits, clock.monotonicMs);
  const visitors = createVisitors(doorkeeper, clock.monotonicMs);
  const node = await createServerNode(options, limits, visitors, clock.monotonicMs);
  const stopped = new AbortController();
  try {
    const serve = createProtocolServer(node, visitors, clock, options);
    for (const protocol of nodeProtocols) await serve(protocol);
    await node.start();
  } catch (error) {
    await node.stop();
    throw error;
  }
  void sweepUntil(doorkeeper, clock, stopped.signal);
  return {
    addresses: node.getMultiaddrs().map(String),
    peerId: node.peerId.toString(),
    peers: () => node.getPeers().length,
    async stop() {
      stopped.abort();
      // libp2p waits for sockets that it does not know of.
      const turnOut = setTimeout(() => doorkeeper.close(), farewellMs);
      await node.stop();
      clearTimeout(turnOut);
    },
  };
}

/** Time for everyone to hear that the node goes. */
const farewellMs = 1000;
const sweepMs = 1000;

async function sweepUntil(
  doorkeeper: Doorkeeper,
  clock: WaitClock,
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    await clock.sleep(sweepMs, stopped).catch(() => {}); // stopped
    doorkeeper.sweep();
  }
}

/** Streams of one connection, ours and those of libp2p's services. */
const maxInboundStreams = 64;

async function createServerNode(
  options: NodeServerOptions,
  { maxConnections }: DoorLimits,
  visitors: Visitors,
  nowMs: () => number,
): Promise<Libp2p> {
  const { listen, announce = [], keySeed, onCutOff } = options;
  const node = await createLibp2p({
    ...commonInit(maxInboundStreams),
    start: false,
    privateKey: await generateKeyPairFromSeed("Ed25519", keySeed),
    addresses: { listen: [...listen], announce: [...announce] },
    transports: [
      guardedTransport(tcp(), visitors.onSocket),
      guardedTransport(webSockets(), visitors.onSocket),
      ...(await webRtc(options, visitors)),
    ],
    // The doorkeeper bounds both, for each address too; libp2p's own bounds would let one address take all.
    connectionManager: {
      maxConnections: 2 * maxConnections,
      maxIncomingPendingConnections: 2 * maxConnections,
      inboundConnectionThreshold: 30,
      inboundUpgradeTimeout: 4000,
      inboundStreamProtocolNegotiationTimeout: 4000,
    },
  });
  node.addEventListener("connection:open", ({ detail: connection }) => {
    visitors.of(connection)?.greeted();
    guardStreams(connection, nowMs, (reason) => {
      onCutOff?.(connection.remotePeer.toString(), reason);
      connection.abort(new Error(reason));
    });
  });
  node.addEventListener("connection:close", ({ detail }) => visitors.of(detail)?.left());
  return node;
}

/** Loaded only where it is listened on: its native part is not to be had on every machine. */
async function webRtc({ listen, certificate }: NodeServerOptions, { entrance }: Visitors) {
  if (!listen.some((address) => address.includes("/webrtc-direct"))) return [];
  if (!certificate) throw new TypeError("Expected a certificate to listen on webrtc-direct with");
  const { guardedWebRtc } = await import("./guarded-webrtc.ts");
  return [guardedWebRtc(certificate, entrance)];
}
