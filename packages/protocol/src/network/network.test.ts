import { noise } from "@libp2p/noise";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";
import { afterEach, describe, expect, test, vi } from "vitest";
import { equalBytes, sha256 } from "../rules/crypto/index.ts";
import { type ConnectOptions, connectToNode, type NodeConnection, probeAddress } from "./index.ts";
import { startNodeServer } from "./server/index.ts";
import type { BlockAnnouncement, ConnectionState, NodeService } from "./service.ts";
import { createTestNodeService, signTestBlock, testChainId } from "./test-node-service.ts";

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

async function serve(service: NodeService, listen = ["/ip4/127.0.0.1/tcp/0/ws"]) {
  const cutOff: string[] = [];
  const server = await startNodeServer({
    service,
    listen,
    keySeed: new Uint8Array(32).fill(3),
    onCutOff: (_, reason) => cutOff.push(reason),
  });
  running.push(server);
  return { server, cutOff };
}

async function connect(address: string, more: Partial<ConnectOptions> = {}) {
  const connection = await connectToNode({
    addresses: [address],
    transports: "browser",
    ...more,
  });
  running.push(connection);
  return connection;
}

function nextState(connection: NodeConnection, name: ConnectionState["state"]) {
  return new Promise<ConnectionState>((resolve) => {
    connection.onConnection((state) => state.state === name && resolve(state));
  });
}

describe.each([
  ["WebSockets", "/ip4/127.0.0.1/tcp/0/ws", "browser"],
  ["tcp", "/ip4/127.0.0.1/tcp/0", "server"],
] as const)("over %s", (_, listen, transports) => {
  test("[NW1] [NW7] [NW8] [NW9] [NW10] every question finds the node's answer", async () => {
    const service = createTestNodeService();
    const { server } = await serve(service, [listen]);
    const node = await connect(server.addresses[0] as string, { transports });
    expect(await node.status()).toEqual(service.status());
    const transaction = new Uint8Array(66_000).fill(9);
    expect(await node.submit(transaction)).toEqual({ ok: true, id: sha256(transaction) });
    expect(service.submitted).toEqual([transaction]);
    expect(await node.handProof(new Uint8Array(7))).toEqual({ ok: true, message: "7 bytes" });
    expect(await node.block(1n)).toEqual({ block: signTestBlock(1n), codes: [] });
    expect(await node.block(2n)).toBeUndefined();
    expect(await node.query("cycle", new Uint8Array())).toEqual({ height: 1n, value: undefined });
  });
});

describe("[NW3] a stranger that breaks the format", () => {
  test.each([
    ["a length beyond the bound", Uint8Array.of(0xff, 0xff, 0x7f), /at most 256 KiB/],
    ["a length without end", new Uint8Array(20).fill(0xff), /at most 256 KiB/],
    ["a length not in its shortest form", Uint8Array.of(0x85, 0, 1, 0, 0, 0, 0), /at most 256 KiB/],
    ["no frame", Uint8Array.of(5, 1, 0, 0, 0, 99), /found other bytes/],
    ["no request", Uint8Array.of(6, 1, 0, 0, 0, 0, 9), /Expected a request/],
  ])("is told why and cut off: %s", async (_, bytes, reason) => {
    const { server, cutOff } = await serve(createTestNodeService());
    const stranger = await createLibp2p({
      transports: [webSockets()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
    });
    running.push({ stop: async () => await stranger.stop() });
    const connection = await stranger.dial(multiaddr(server.addresses[0] as string));
    const stream = await connection.newStream("/stadion/1/queries");
    const heard: Uint8Array[] = [];
    stream.addEventListener("message", ({ data }) => heard.push(data.subarray()));
    const closed = new Promise((resolve) => connection.addEventListener("close", resolve));
    stream.send(bytes);
    await closed;
    expect(cutOff).toEqual([expect.stringMatching(reason)]);
    const [length = 0, ...frame] = heard.flatMap((part) => [...part]);
    expect(frame).toHaveLength(length);
    expect(frame.slice(0, 5)).toEqual([0, 0, 0, 0, 6]);
    expect(String.fromCharCode(...frame.slice(5))).toMatch(reason);
    await vi.waitFor(() => expect(server.peers()).toBe(0));
  });
});

test("[NW9] a block is announced to whoever is connected", async () => {
  const service = createTestNodeService();
  const { server } = await serve(service);
  const node = await connect(server.addresses[0] as string);
  await node.status();
  const heard = new Promise<BlockAnnouncement>((resolve) => node.onBlock(resolve));
  const block = { height: 2n, timeMs: 1_700_000_001_000, hash: new Uint8Array(32).fill(4) };
  service.announce(block);
  expect(await heard).toEqual(block);
});

test("[NW4] an answer of many parts arrives whole", async () => {
  const value = Uint8Array.from({ length: 700_000 }, (_, i) => i % 251);
  const base = createTestNodeService();
  const query: NodeService["query"] = (path, key) =>
    path === "entries" ? { height: 5n, value } : base.query(path, key);
  const { server } = await serve(createTestNodeService({ query }));
  const node = await connect(server.addresses[0] as string);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => node.query("entries", new Uint8Array(8))),
  );
  // Byte by byte the matcher takes longer than the network.
  for (const answer of answers) expect(answer.value && equalBytes(answer.value, value)).toBe(true);
});

test("[NW6] a peer that asks too much hears RATE_LIMITED, and others do not", async () => {
  const { server } = await serve(createTestNodeService());
  const greedy = await connect(server.addresses[0] as string);
  const modest = await connect(server.addresses[0] as string);
  await modest.status();
  const answers = await Promise.allSettled(Array.from({ length: 60 }, () => greedy.status()));
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(refused.length).toBeGreaterThan(20);
  expect(refused[0]?.reason).toMatchObject({
    name: "RequestRefusedError",
    refusal: "RATE_LIMITED",
  });
  await expect(modest.status()).resolves.toBeDefined();
});

test("[NW11] a node of another network is refused with both names", async () => {
  const { server } = await serve(createTestNodeService());
  const node = await connect(server.addresses[0] as string, { chainId: new Uint8Array(32) });
  const lost = await nextState(node, "lost");
  expect(lost).toMatchObject({
    reason: expect.stringMatching(/^Expected network 0{64}, the node/),
  });
  await expect(node.status()).rejects.toMatchObject({ name: "NotConnectedError" });
});

test("[NW11] the network met first is kept to", async () => {
  let chainId = testChainId;
  const base = createTestNodeService();
  const { server } = await serve(
    createTestNodeService({ status: () => ({ ...base.status(), chainId }) }),
  );
  const node = await connect(server.addresses[0] as string);
  await node.status();
  chainId = new Uint8Array(32).fill(8);
  const { keySeed, listen } = { keySeed: new Uint8Array(32).fill(3), listen: server.addresses };
  await server.stop();
  await nextState(node, "lost");
  const service = createTestNodeService({ status: () => ({ ...base.status(), chainId }) });
  const address = (listen[0] as string).split("/p2p/")[0] as string;
  running.push(await startNodeServer({ service, keySeed, listen: [address] }));
  await nextState(node, "connecting");
  const again = await nextState(node, "lost");
  expect(again).toMatchObject({ reason: expect.stringContaining("Expected network") });
});

test("[NW12] a block that nobody signed ends the connection", async () => {
  const other = signTestBlock(1n, [], new Uint8Array(32));
  const block: NodeService["block"] = () => ({ block: other, codes: [] });
  const { server } = await serve(createTestNodeService({ block }));
  const node = await connect(server.addresses[0] as string);
  await expect(node.block(1n)).rejects.toThrow("a block of another network");
  await nextState(node, "lost");
});

test("[NW13] a node that comes back is found again", async () => {
  const service = createTestNodeService();
  const { server } = await serve(service);
  const address = server.addresses[0] as string;
  const random = { bytes: (count: number) => new Uint8Array(count) };
  const node = await connect(address, { random });
  await node.status();
  await server.stop();
  const lost = await nextState(node, "lost");
  expect(lost).toMatchObject({ retryInMs: 500 });
  await serve(service, [address.split("/p2p/")[0] as string]);
  await nextState(node, "connected");
  expect(await node.status()).toEqual(service.status());
});

describe("[NW17] a node with several addresses", () => {
  const other = "/ip4/127.0.0.1/tcp/1";

  test("is reached by the one that answers, and the page can say why not by the other", async () => {
    const service = createTestNodeService();
    const { server } = await serve(service, ["/ip4/127.0.0.1/tcp/0/ws"]);
    const [address = ""] = server.addresses;
    const addresses = [`${other}/p2p/${server.peerId}`, address];
    const node = await connect(address, { addresses, transports: "server" });
    expect(await nextState(node, "connected")).toEqual({
      state: "connected",
      peer: server.peerId,
      transport: "websocket",
      failed: [{ transport: "tcp", reason: expect.stringContaining("ECONNREFUSED") }],
    });
  });

  test("is tried address by address", async () => {
    const service = createTestNodeService();
    const { server } = await serve(service);
    const [address = ""] = server.addresses;
    const ask = { transports: "server" } as const;
    const status = service.status();
    const ms = expect.any(Number);
    const found = await probeAddress({ ...ask, address });
    expect(found).toEqual({ ok: true, ms, transport: "websocket", status });
    expect(await probeAddress({ ...ask, address, chainId: new Uint8Array(32) })).toEqual({
      ok: false,
      reason: expect.stringContaining("Expected network 00"),
    });
    expect(await probeAddress({ ...ask, address: other })).toEqual({
      ok: false,
      reason: expect.stringContaining("ECONNREFUSED"),
    });
    expect(await probeAddress({ ...ask, address: "here" })).toEqual({
      ok: false,
      reason: 'Expected a multiaddr, found "here"',
    });
    await vi.waitFor(() => expect(server.peers()).toBe(0));
  });
});
