// A page that is nothing but a connection to a node: what the app's page does, without the app.

import {
  type ConnectionState,
  connectToNode,
  type NodeConnection,
  probeAddress,
} from "@stadion/protocol/network";

let connection: NodeConnection | undefined;
const states: ConnectionState[] = [];
const announced: string[] = [];

/** What the test calls; numbers that JSON has no name for are texts. */
const page = {
  states,
  announced,
  async connect(addresses: readonly string[]): Promise<void> {
    connection = await connectToNode({ addresses, transports: "browser" });
    connection.onConnection((state) => states.push(state));
    connection.onBlock(({ height }) => announced.push(String(height)));
  },
  async status() {
    const status = await connection?.status();
    return { preset: status?.preset, height: String(status?.height) };
  },
  async blockBytes(height: string) {
    return (await connection?.block(BigInt(height)))?.block.length ?? 0;
  },
  probe: (address: string, withinMs?: number) =>
    probeAddress({ address, transports: "browser", ...(withinMs ? { withinMs } : {}) }).then(
      (result) => (result.ok ? { ok: true, transport: result.transport } : result),
    ),
  /** Does what webrtc-direct v1 does to a browser's own offer: the name of what that throws. */
  async mangleOffer() {
    const peer = new RTCPeerConnection();
    try {
      peer.createDataChannel("");
      const { sdp = "" } = await peer.createOffer();
      const name = `libp2p+webrtc+v1/${"a".repeat(32)}`;
      const mangled = sdp
        .replace(/a=ice-ufrag:\S+/, `a=ice-ufrag:${name}`)
        .replace(/a=ice-pwd:\S+/, `a=ice-pwd:${name}`);
      await peer.setLocalDescription({ type: "offer", sdp: mangled });
      return "nothing";
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    } finally {
      peer.close();
    }
  },
  stop: () => connection?.stop(),
};

export type TransportsPage = typeof page;

declare global {
  var transports: TransportsPage;
}
globalThis.transports = page;
