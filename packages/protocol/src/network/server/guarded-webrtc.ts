import { WebRTCDirectTransport, type WebRtcComponents } from "../../../generated/webrtc-node.js";
import { certhashOf, type WebRtcCertificate } from "./certificate.ts";
import type { Entrance } from "./visitors.ts";

/**
 * A libp2p transport that listens for webrtc-direct and asks at the entrance before it builds a connection.
 *
 * Without that each STUN packet, of which nobody knows who sent it, would cost 0.12 MB for 10 s, a millisecond of work and
 * no place: libp2p's own bounds begin behind the handshakes.
 */
export function guardedWebRtc(
  certificate: WebRtcCertificate,
  entrance: Entrance,
): (components: WebRtcComponents) => InstanceType<typeof WebRTCDirectTransport> {
  const { privateKeyPem: privateKey, certificatePem: pem } = certificate;
  const init = {
    rtcConfiguration: { iceServers: [] }, // of others: there is no need to ask anyone for our own address
    certificate: { privateKey, pem, certhash: certhashOf(certificate) },
  };
  return (components) => {
    const transport = new WebRTCDirectTransport(components, init);
    const createListener = transport.createListener.bind(transport);
    transport.createListener = (options) => guard(createListener(options), entrance);
    return transport;
  };
}

type GuardedListener = ReturnType<InstanceType<typeof WebRTCDirectTransport>["createListener"]>;

function guard(listener: GuardedListener, entrance: Entrance): GuardedListener {
  const connect = listener.incomingConnection.bind(listener);
  const known = new Set<string>();
  listener.incomingConnection = async (username, host, port, signal) => {
    const name = `${host}:${port}:${username}`;
    if (known.has(name)) return; // packets are repeated until one is answered
    const ended = new AbortController();
    const flow = entrance.knock(host, port, () => {
      ended.abort(new Error("The node ended the connection"));
      listener.connections.get(name)?.close();
    });
    if (!flow) return;
    known.add(name);
    const leave = (): void => {
      known.delete(name);
      flow.gone();
    };
    try {
      await connect(username, host, port, AbortSignal.any([signal, ended.signal]));
    } catch (error) {
      leave();
      throw error;
    } finally {
      flow.settled();
    }
    const peer = listener.connections.get(name);
    if (!peer) leave();
    peer?.addEventListener("connectionstatechange", () => {
      if (["closed", "failed", "disconnected"].includes(peer.connectionState)) leave();
    });
  };
  return listener;
}
