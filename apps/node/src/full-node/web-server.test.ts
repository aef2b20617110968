import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { startWebServer, type WebLimits, type WebServer } from "./web-server.ts";

const servers: WebServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(limits: WebLimits): Promise<number> {
  const app = new Hono();
  app.get("/", (context) => context.text("here"));
  app.get("/long", (context) => context.body(new Uint8Array(64 << 20)));
  const server = await startWebServer(app, "127.0.0.1", 0, limits);
  servers.push(server);
  return server.port;
}

/** One who says this much, and reads nothing. */
async function stranger(port: number, text = ""): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket.on("error", () => {}));
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

const isServed = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } }).then(
    ({ ok }) => ok,
    () => false,
  );

test("there are so many places and no more, and who leaves makes room", async () => {
  const port = await serve({ maxConnections: 2, silenceMs: 60_000 });
  await stranger(port);
  const other = await stranger(port);
  expect(await isServed(port)).toBe(false);
  other.destroy();
  await expect.poll(() => isServed(port), { timeout: 10_000 }).toBe(true);
});

test.each([
  ["says nothing", ""],
  ["never ends its request", "GET / HTTP/1.1\r\nHost: x\r\nX-More: "],
  ["takes nothing of its answer", "GET /long HTTP/1.1\r\nHost: x\r\n\r\n"],
])("who %s loses its place", async (_, text) => {
  const port = await serve({ maxConnections: 1, silenceMs: 500 });
  await stranger(port, text);
  expect(await isServed(port)).toBe(false);
  await expect.poll(() => isServed(port), { timeout: 10_000 }).toBe(true);
});
