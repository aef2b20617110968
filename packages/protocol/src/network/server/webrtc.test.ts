import { noise } from "@libp2p/noise";
import { tcp } from "@libp2p/tcp";
import { webRTCDirect } from "@libp2p/webrtc";
import { yamux } from "@libp2p/yamux";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { connectToNode } from "../index.ts";
import { createFastClock } from "../test-clock.ts";
import { createTestNodeService } from "../test-node-service.ts";
import { certhashOf, type WebRtcCertificate } from "./certificate.ts";
import { makeWebRtcCertificate } from "./make-certificate.ts";
import { type NodeServerOptions, startNodeServer } from "./node-server.ts";

vi.setConfig({ testTimeout: 20_000 });

// A browser's side of v2 is tested in a browser (e2e/web-transports.e2e.ts). Here the published transport dials v1.

let certificate: WebRtcCertificate;
beforeAll(async () => {
  certificate = await makeWebRtcCertificate(Date.now());
});

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

async function serve(more: Partial<NodeServerOptions> = {}) {
  const server = await startNodeServer({
    service: createTestNodeService(),
    listen: ["/ip4/127.0.0.1/udp/0/webrtc-direct"],
    keySeed: new Uint8Array(32).fill(3),
    certificate,
    ...more,
  });
  running.push(server);
  const address = server.addresses.find((each) => each.includes("/webrtc-direct/")) ?? "";
  return { server, address };
}

async function dialAsStranger(address: string, withinMs = 10_000) {
  const stranger = await createLibp2p({
    transports: [tcp(), webRTCDirect({ rtcConfiguration: { iceServers: [] } })],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { enabled: false },
  });
  running.push({ stop: async () => await stranger.stop() });
  return await stranger.dial(multiaddr(address), { signal: AbortSignal.timeout(withinMs) });
}

test("[NW16] the address holds the hash of the certificate that the node was given", async () => {
  const { server } = await serve();
  expect(server.addresses).toEqual([
    expect.stringMatching(
      new RegExp(
        `^/ip4/127.0.0.1/udp/[0-9]+/webrtc-direct/certhash/${certhashOf(certificate)}/p2p/`,
      ),
    ),
  ]);
});

test("[NW16] without a certificate there is no such address", async () => {
  const service = createTestNodeService();
  const keySeed = new Uint8Array(32);
  const listen = ["/ip4/127.0.0.1/udp/0/webrtc-direct"];
  await expect(startNodeServer({ service, keySeed, listen })).rejects.toThrow(
    "Expected a certificate",
  );
});

test("[NW1] a dialler of webrtc-direct v1 is served", async () => {
  const { server, address } = await serve();
  const connection = await dialAsStranger(address);
  const stream = await connection.newStream("/stadion/1/status");
  const heard = new Promise<Uint8Array>((resolve) =>
    stream.addEventListener("message", ({ data }) => resolve(data.subarray())),
  );
  stream.send(Uint8Array.of(6, 1, 0, 0, 0, 0, 1));
  const [, ...frame] = await heard;
  expect(frame.slice(0, 5)).toEqual([1, 0, 0, 0, 2]); // `end` of request 1
  expect(server.peers()).toBe(1);
});

test("[NW14] one that opens no stream is turned out", async () => {
  const { server, address } = await serve({ clock: createFastClock(20) });
  const connection = await dialAsStranger(address);
  const closed = new Promise((resolve) => connection.addEventListener("close", resolve));
  expect(connection.status).toBe("open");
  await vi.waitFor(() => expect(server.peers()).toBe(0), 8000);
  await connection.close().catch(() => {});
  await closed;
});

test("[NW15] who knocks by UDP takes nobody's place", async () => {
  // Three quarters are for this machine.
  const limits = { maxConnections: 4, clock: createFastClock(20) };
  const listen = ["/ip4/127.0.0.1/udp/0/webrtc-direct", "/ip4/127.0.0.1/tcp/0"];
  const { server, address } = await serve({ listen, ...limits });
  const hosts = await Promise.all(
    [1, 2, 3].map(async () => {
      const host = await connectToNode({
        addresses: server.addresses,
        transports: "server",
      });
      running.push(host);
      await host.status();
      return host;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 1000)); // all of them are idle for 20 s of the node's
  await expect(dialAsStranger(address, 2000)).rejects.toThrow();
  expect(server.peers()).toBe(3);
  await Promise.all(hosts.map((host) => host.status()));
});

test("[NW18] who opens stream after stream loses the connection", async () => {
  const cutOff: string[] = [];
  const onCutOff = (_: string, reason: string) => void cutOff.push(reason);
  const listen = ["/ip4/127.0.0.1/udp/0/webrtc-direct", "/ip4/127.0.0.1/tcp/0"];
  const { server } = await serve({ listen, onCutOff });
  for (const address of server.addresses) {
    const connection = await dialAsStranger(address);
    const closed = new Promise((resolve) => connection.addEventListener("close", resolve));
    for (let i = 0; i < 60; i++) {
      const stream = await connection.newStream("/stadion/1/status");
      await stream.close();
    }
    expect(cutOff).toEqual([]);
    for (let i = 0; i < 60 && cutOff.length === 0; i++)
      await connection.newStream("/ipfs/ping/1.0.0").catch(() => {}); // only two may be open
    await closed;
    expect(cutOff.splice(0)).toEqual(["Expected at most 64 streams, and 2 more a second"]);
  }
  await vi.waitFor(() => expect(server.peers()).toBe(0));
});

test("a node that stops tells who is connected", async () => {
  const { server, address } = await serve();
  const connection = await dialAsStranger(address);
  const closed = new Promise((resolve) => connection.addEventListener("close", resolve));
  await server.stop();
  await closed;
});
