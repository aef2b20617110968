import type {
  ComponentLogger,
  CreateListenerOptions,
  Listener,
  Metrics,
  PeerId,
  PrivateKey,
  Transport,
  Upgrader,
} from "@libp2p/interface";

/** What libp2p hands to the transport. */
export interface WebRtcComponents {
  readonly peerId: PeerId;
  readonly privateKey: PrivateKey;
  readonly logger: ComponentLogger;
  readonly upgrader: Upgrader;
  readonly metrics?: Metrics;
}

export interface WebRtcInit {
  readonly rtcConfiguration: { readonly iceServers: readonly never[] };
  /** Of the listener; the transport as it is built here can make none itself. */
  readonly certificate?: {
    /** PKCS #8, as PEM. */
    readonly privateKey: string;
    readonly pem: string;
    /** Multihash of the certificate's DER, in base64url with its multibase prefix. */
    readonly certhash: string;
  };
}

/** One native connection, of someone who may still have to prove who it is. */
export interface WebRtcPeer {
  readonly connectionState: string;
  addEventListener(event: "connectionstatechange", listener: () => void): void;
  close(): void;
}

export interface WebRtcListener extends Listener {
  /** By `<host>:<port>:<username>`. */
  readonly connections: ReadonlyMap<string, WebRtcPeer>;
  /** Called for each STUN packet of a sender that has no connection; builds one. */
  incomingConnection(
    username: string,
    host: string,
    port: number,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Listens for webrtc-direct v1 and v2. Built by tools/webrtc-direct.mjs. */
export const WebRTCDirectTransport: new (
  components: WebRtcComponents,
  init: WebRtcInit,
) => Omit<Transport, "createListener"> & {
  createListener(options: CreateListenerOptions): WebRtcListener;
};
