import { createSocket } from "node:dgram";
import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type AppProcess, emptyFolder, freePorts, startApp } from "./support/app-process.ts";

// A node or Host that cannot run says why in one line and ends with 3, or 2 where it was misused.

const running: AppProcess[] = [];
afterEach(async () => {
  for (const app of running) app.kill("SIGKILL");
  await Promise.all(running.splice(0).map(({ exit }) => exit));
});

function start(...args: string[]): AppProcess {
  const app = startApp("node", args);
  running.push(app);
  return app;
}

async function startedNode(port: number, data: string): Promise<AppProcess> {
  const node = start("node", "--preset", "test", "--port", String(port), "--data", data);
  await node.line(({ event }) => event === "started");
  return node;
}

async function outcome(...args: string[]) {
  const app = start(...args);
  const code = await app.exit;
  return { code, said: app.errors().trim() };
}

test.each([0, 1, 2, 3])("a node whose port %i of four is taken", async (taken) => {
  const port = await freePorts();
  const other =
    taken === 3
      ? createSocket("udp4").bind(port + taken, "127.0.0.1")
      : createServer().listen(port + taken, "127.0.0.1");
  try {
    const { code, said } = await outcome("node", "--port", String(port), "--data", emptyFolder());
    expect(code).toBe(3);
    const found = `${port + taken}${taken === 3 ? " (UDP)" : ""}`;
    expect(said).toBe(
      `Failed: Port ${found} on 127.0.0.1 is taken; ` +
        "for others: npm start -- --port N, which takes N to N + 3",
    );
  } finally {
    other.close();
  }
});

test("a node whose folder another one uses", async () => {
  const data = emptyFolder();
  await startedNode(await freePorts(), data);
  const port = String(await freePorts());
  const said =
    `Failed: Data folder ${data} is in use by another process: a node already runs there; ` +
    "stop it, or name another folder with --data";
  const second = await outcome("node", "--preset", "test", "--port", port, "--data", data);
  expect(second).toEqual({ code: 3, said });
});

test("a node whose folder holds another network", async () => {
  const data = emptyFolder();
  const port = await freePorts();
  const first = await startedNode(port, data);
  first.kill("SIGTERM");
  expect(await first.exit).toBe(0);
  const { code, said } = await outcome("node", "--preset", "local", "--data", data);
  expect(code).toBe(3);
  expect(said).toBe(
    `Failed: Data folder ${data} holds a network on preset test, expected local; ` +
      "give another folder with --data",
  );
});

test("nobody else may read a node's files: keys, and a beacon's secrets before they open", async () => {
  const data = emptyFolder();
  chmodSync(data, 0o755);
  await startedNode(await freePorts(), data);
  const files = readdirSync(data);
  expect(files).toEqual(expect.arrayContaining(["ledger.sqlite", "node.key", "node.sqlite"]));
  const modes = files.map((file) => [file, statSync(path.join(data, file)).mode & 0o077]);
  expect(modes).toEqual(files.map((file) => [file, 0]));
});

test("a node whose folder lost its key", async () => {
  const data = emptyFolder();
  const port = await freePorts();
  const first = await startedNode(port, data);
  first.kill("SIGTERM");
  await first.exit;
  writeFileSync(path.join(data, "node.key"), `${"11".repeat(32)}\n`);
  const { code, said } = await outcome("node", "--preset", "test", "--data", data);
  expect(code).toBe(3);
  expect(said).toContain("signed by another key than this node's");
});

test.each([
  ["below a file", () => path.join(emptyFolder(), "file", "data")],
  ["where the system takes none", () => "/proc/stadion/data"],
])("a node and a Host whose folder cannot be made, %s", async (_, place) => {
  const data = place();
  if (data.startsWith(tmpdir())) writeFileSync(path.dirname(data), "");
  for (const command of ["node", "host"]) {
    const { code, said } = await outcome(command, "--data", data);
    expect(code).toBe(3);
    expect(said).toContain(data);
    expect(said.split("\n")).toHaveLength(1);
  }
});

test("a Host told to connect to what is no address", async () => {
  const args = ["--connect", "localhost", "--data", emptyFolder(), "--backend", "wasm"];
  const { code, said } = await outcome("host", ...args);
  expect(code).toBe(2);
  expect(said).toContain("expected the address of a node, found localhost");
});

test("an option that there is not", async () => {
  const { code, said } = await outcome("node", "--speed", "9");
  expect(code).toBe(2);
  expect(said).toBe("Unknown option '--speed'\nSee what it takes: npm start -- --help");
});
