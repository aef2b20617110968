import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import { identify } from "@libp2p/identify";
import type { Connection, Stream } from "@libp2p/interface";
import { noise } from "@libp2p/noise";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { createLibp2p, type Libp2p } from "libp2p";
import { messageOf } from "../errors.ts";
import type { AnyProtocol } from "../protocol.ts";
import { nodeProtocols } from "../protocols.ts";
import type { NodeService } from "../service.ts";
import { maxFrameBytes } from "../wire/frame.ts";
import { frameStream } from "../wire/frame-stream.ts";
import { serveStream } from "./serve-stream.ts";
import { createPeerBuckets } from "./token-bucket.ts";

export interface NodeServerOptions {
  readonly service: NodeService;
  /** Multiaddrs to listen on, e.g. `/ip4/0.0.0.0/tcp/4801` and `/ip4/0.0.0.0/tcp/4802/ws`. */
  readonly listen: readonly string[];
  /** Multiaddrs to be told to others instead, e.g. behind a proxy. */
  readonly announce?: readonly string[];
  /** 32 bytes of a key of its own: the node's identity on the wire, which signs nothing else. */
  readonly keySeed: Uint8Array;
  readonly maxConnections?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicMs?: () => number;
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

/** More than all requests that a peer may have open. */
const maxUnreadBytes = 4 * maxFrameBytes;
/** Time for a last word to a peer that is cut off. */
const goodbyeMs = 1000;

/**
 * Lets others reach a full node over libp2p, and keeps each of them within bounds.
 *
 * @see spec/network.md
 */
export async function startNodeServer(options: NodeServerOptions): Promise<NodeServer> {
  const node = await createServerNode(options);
  try {
    for (const protocol of nodeProtocols) await serveProtocol(node, protocol, options);
    await node.start();
  } catch (error) {
    await node.stop();
    throw error;
  }
  return {
    addresses: node.getMultiaddrs().map(String),
    peerId: node.peerId.toString(),
    peers: () => node.getPeers().length,
    stop: async () => await node.stop(),
  };
}

async function createServerNode(options: NodeServerOptions): Promise<Libp2p> {
  const { listen, announce = [], keySeed, maxConnections = 400 } = options;
  return await createLibp2p({
    start: false,
    privateKey: await generateKeyPairFromSeed("Ed25519", keySeed),
    addresses: { listen: [...listen], announce: [...announce] },
    transports: [tcp(), webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({ maxInboundStreams: 64, streamOptions: { maxStreamWindowSize: 1 << 20 } }),
    ],
    // By default ten silent sockets a second keep everyone else out.
    connectionManager: {
      maxConnections,
      maxIncomingPendingConnections: 100,
      inboundConnectionThreshold: 30,
      inboundUpgradeTimeout: 4000,
    },
    connectionMonitor: { pingInterval: 5000, pingTimeout: { minTimeout: 3000 } },
    services: { identify: identify(), ping: ping() },
  });
}

async function serveProtocol(
  node: Libp2p,
  protocol: AnyProtocol,
  options: NodeServerOptions,
): Promise<void> {
  const { service, onCutOff, onError = () => {} } = options;
  const bucketOf = createPeerBuckets(
    protocol.rate,
    options.monotonicMs ?? (() => performance.now()),
  );
  const answer = async (libp2pStream: Stream, connection: Connection): Promise<void> => {
    const peer = connection.remotePeer.toString();
    const stream = frameStream(libp2pStream, maxUnreadBytes);
    const reason = await serveStream({
      protocol,
      service,
      stream,
      bucket: bucketOf(peer),
      onError,
    });
    await stream.close(AbortSignal.timeout(goodbyeMs)).catch((error) => stream.abort(error));
    if (reason === undefined) return;
    onCutOff?.(peer, reason);
    await connection
      .close({ signal: AbortSignal.timeout(goodbyeMs) })
      .catch((error) => connection.abort(new Error(messageOf(error))));
  };
  // Two, so that a peer may open its stream anew before the old one is seen as gone.
  await node.handle(protocol.id, answer, { maxInboundStreams: 2, maxOutboundStreams: 1 });
}
