import { once } from "node:events";
import net from "node:net";
import type { Stream } from "@libp2p/interface";
import { noise } from "@libp2p/noise";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";
import { afterEach, describe, expect, test, vi } from "vitest";
import { connectToNode } from "../index.ts";
import type { NodeService } from "../service.ts";
import { createFastClock } from "../test-clock.ts";
import { createTestNodeService, type TestNodeService } from "../test-node-service.ts";
import { encodeFrame, type FrameKind } from "../wire/frame.ts";
import { type NodeServerOptions, startNodeServer } from "./node-server.ts";

vi.setConfig({ testTimeout: 20_000 });

// Strangers over real sockets. Where the node has to wait, its clock runs twenty times as fast.

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

const overTcp = "/ip4/127.0.0.1/tcp/0";
const overWebSockets = "/ip4/127.0.0.1/tcp/0/ws";
const fast = { clock: createFastClock(20) };

async function serve(
  service: TestNodeService,
  listen: string,
  more: Partial<NodeServerOptions> = {},
) {
  const cutOff: string[] = [];
  const server = await startNodeServer({
    service,
    listen: [listen],
    keySeed: new Uint8Array(32).fill(3),
    onCutOff: (_, reason) => cutOff.push(reason),
    ...more,
  });
  running.push(server);
  const [address = ""] = server.addresses;
  return { server, cutOff, address, port: Number(/tcp\/(\d+)/.exec(address)?.[1]) };
}

async function dialAsStranger(address: string) {
  const stranger = await createLibp2p({
    transports: [tcp(), webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { enabled: false },
  });
  running.push({ stop: async () => await stranger.stop() });
  return await stranger.dial(multiaddr(address));
}

function ask(stream: Stream, id: number, body: Uint8Array, kind: FrameKind = "request"): void {
  const frame = encodeFrame({ id, kind, body });
  expect(frame.length).toBeLessThan(128); // its length is one byte
  stream.send(Uint8Array.of(frame.length, ...frame));
}

async function connectAsHost(address: string) {
  const host = await connectToNode({
    addresses: [address],
    transports: "server",
  });
  running.push(host);
  return host;
}

/** Each block is of a megabyte, which is more than a reader's window. */
const bigBlocks: Partial<NodeService> = {
  block: () => ({ block: new Uint8Array(1_000_000), codes: [] }),
};
const heightOne = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);

test.each([overTcp, overWebSockets])(
  "[NW3] telling of blocks never fails while a peer is being cut off: %s",
  async (listen) => {
    const service = createTestNodeService(bigBlocks);
    const { cutOff, address, server } = await serve(service, listen);
    const connection = await dialAsStranger(address);
    await connection.newStream("/stadion/1/blocks"); // hears of blocks
    const stuck = await connection.newStream("/stadion/1/blocks");
    stuck.pause(); // and keeps the connection from closing
    for (let id = 1; id <= 4; id++) ask(stuck, id, heightOne);
    const status = await connection.newStream("/stadion/1/status");
    await new Promise((resolve) => setTimeout(resolve, 200));
    ask(status, 1, new Uint8Array(77));
    const closed = new Promise((resolve) => connection.addEventListener("close", resolve));
    let height = 1n;
    const failures: unknown[] = [];
    const timer = setInterval(() => {
      try {
        service.announce({ height: ++height, timeMs: 1, hash: new Uint8Array(32) });
      } catch (error) {
        failures.push(error);
      }
    }, 1);
    await closed;
    clearInterval(timer);
    expect(failures).toEqual([]);
    expect(cutOff).toEqual(["Expected a request of /stadion/1/status"]);
    await vi.waitFor(() => expect(server.peers()).toBe(0), 8000);
  },
);

test.each([overTcp, overWebSockets])(
  "[NW5] a peer that never reads is cut off, and the node keeps little for it: %s",
  async (listen) => {
    let served = 0;
    const service = createTestNodeService({
      block() {
        served += 1;
        return { block: new Uint8Array(2_000_000), codes: [] };
      },
    });
    const { cutOff, address, server } = await serve(service, listen, fast);
    const connection = await dialAsStranger(address);
    const closed = new Promise((resolve) => connection.addEventListener("close", resolve));
    const stream = await connection.newStream("/stadion/1/blocks");
    stream.pause();
    for (let id = 1; id <= 8; id++) ask(stream, id, heightOne);
    for (let i = 0; i < 100; i++) ask(stream, 1, Uint8Array.of(2), "credit");
    await closed;
    expect(served).toBe(1);
    expect(cutOff).toEqual(["Nothing was taken for 10 s of what was asked for"]);
    await vi.waitFor(() => expect(server.peers()).toBe(0), 8000);
  },
);

/** Passes bytes on both ways, until it no longer takes what the node sends. */
async function openProxy(port: number) {
  const proxy = net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1");
    for (const socket of [near, far]) socket.on("error", () => {});
    near.pipe(far);
    far.pipe(near);
    fars.push(far);
  });
  const fars: net.Socket[] = [];
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  running.push({ stop: async () => void proxy.close() });
  return {
    port: (proxy.address() as net.AddressInfo).port,
    freeze() {
      for (const far of fars) far.unpipe().pause();
    },
    /** Resolves when the node has ended all sockets. */
    ended: () =>
      Promise.all(fars.map((far) => (far.closed ? undefined : once(far.resume(), "close")))),
  };
}

test.each([overTcp, overWebSockets])(
  "[NW5] a peer whose socket is stuck loses it: %s",
  async (listen) => {
    const service = createTestNodeService(bigBlocks);
    const { cutOff, address, port, server } = await serve(service, listen, fast);
    const proxy = await openProxy(port);
    const connection = await dialAsStranger(address.replace(`/${port}`, `/${proxy.port}`));
    const stream = await connection.newStream("/stadion/1/blocks");
    proxy.freeze();
    for (let id = 1; id <= 8; id++) ask(stream, id, heightOne);
    await vi.waitFor(() => expect(cutOff).toHaveLength(1), 8000);
    await vi.waitFor(() => expect(server.peers()).toBe(0), 8000);
    await proxy.ended();
  },
);

test.each([overTcp, overWebSockets])(
  "[NW14] silent connections of one machine do not keep a Host out: %s",
  async (listen) => {
    const limits = { ...fast, maxConnections: 8 };
    const { address, server } = await serve(createTestNodeService(), listen, limits);
    const silent = await Promise.all(Array.from({ length: 6 }, () => dialAsStranger(address)));
    expect(silent.map(({ status }) => status)).toEqual(Array(6).fill("open"));
    const host = await connectAsHost(address);
    await new Promise<void>((resolve) => {
      host.onConnection(({ state }) => state === "connected" && resolve());
    });
    await vi.waitFor(() => expect(server.peers()).toBe(1), 8000);
    // A Host that has its streams open stays, however little it asks.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(server.peers()).toBe(1);
    expect((await host.status()).preset).toBe("test");
  },
);

const httpHead = "GET / HTTP/1.1\r\nHost: x\r\n";
const upgrade =
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

describe("[NW14] a socket that never finishes its handshakes is closed", () => {
  test.each([
    ["nothing over TCP", overTcp, ""],
    ["nothing over WebSockets", overWebSockets, ""],
    ["half a head", overWebSockets, httpHead],
    ["a WebSocket and then nothing", overWebSockets, httpHead + upgrade],
  ])("%s", async (_, listen, text) => {
    const { port } = await serve(createTestNodeService(), listen, fast);
    const socket = net.connect(port, "127.0.0.1");
    socket.on("error", () => {}); // a reset is an end too
    socket.write(text);
    socket.resume();
    const sinceMs = performance.now();
    await once(socket, "close");
    expect(performance.now() - sinceMs).toBeLessThan(3500);
  });

  test("and does not keep a node from stopping", async () => {
    const { port, server } = await serve(createTestNodeService(), overWebSockets);
    const socket = net.connect(port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = once(socket, "close");
    await Promise.all([server.stop(), closed]);
  });

  test("and half-open sockets of one address leave room for others' handshakes", async () => {
    const limits = { maxConnections: 8 };
    const { port, address, server } = await serve(createTestNodeService(), overTcp, limits);
    const sockets = Array.from({ length: 8 }, () => net.connect(port, "127.0.0.1"));
    const ends = sockets.map(async (socket) => {
      socket.on("error", () => {}).resume();
      await once(socket, "close");
    });
    await Promise.any(ends); // two find no place
    sockets[0]?.destroy();
    await ends[0];
    const connection = await dialAsStranger(address);
    expect(connection.status).toBe("open");
    await vi.waitFor(() => expect(server.peers()).toBe(1));
    for (const socket of sockets) socket.destroy();
  });
});
