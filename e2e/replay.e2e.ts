import { cpSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import {
  type AppProcess,
  emptyFolder,
  freePorts,
  type Line,
  startApp,
} from "./support/app-process.ts";

// A second process runs a node's blocks again. The node is killed in every phase on its way.

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

const is = (wanted: string) => (line: Line) => line.event === wanted;
const isPhase = (wanted: string) => (line: Line) => line.event === "phase" && line.phase === wanted;
const tookCommit = ({ event, text }: Line) =>
  event === "log" && /took the commit/.test(String(text));

async function replay(folder: string) {
  const app = start("replay", "--data", folder);
  const code = await app.exit;
  return { code, said: app.lines[0], errors: app.errors().trim() };
}

/** Runs a query on a folder's file, as somebody who wants to change the past. */
function alter(folder: string, sql: string): void {
  const db = new DatabaseSync(path.join(folder, "ledger.sqlite"));
  db.exec(sql);
  db.close();
}

function copyOf(folder: string): string {
  const copy = emptyFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Flips one bit in the middle of a block's bytes. */
function flipBit(folder: string, height: number): void {
  const db = new DatabaseSync(path.join(folder, "ledger.sqlite"));
  const row = db.prepare("SELECT bytes FROM blocks WHERE height = ?").get(height);
  const bytes = row?.bytes as Uint8Array;
  const at = bytes.length >> 1;
  const altered = bytes.with(at, (bytes[at] as number) ^ 4);
  db.prepare("UPDATE blocks SET bytes = ? WHERE height = ?").run(altered, height);
  db.close();
}

test("[LD6] [LD26] a node that is killed in every phase settles its Sprint, and a second process reaches the same hash", async () => {
  const data = emptyFolder();
  const port = String(await freePorts());
  const startNode = () => start("node", "--preset", "test", "--port", port, "--data", data);
  let node = startNode();
  const about = await node.line(is("started"));
  const [address] = about.addresses as string[];
  const compute = ["--backend", "wasm", "--threads", "1", "--sprints", "1"];
  const host = start("host", "--connect", address as string, "--data", emptyFolder(), ...compute);

  for (const phase of ["deal", "open", "sprint", "reveal", "secondOpen", "audit"]) {
    await node.line(isPhase(phase));
    if (phase === "sprint") await host.line(tookCommit);
    node.kill("SIGKILL");
    await node.exit;
    node = startNode();
    expect(await node.line(is("started"))).toMatchObject({ chainId: about.chainId });
  }
  const settled = await node.line(is("settled"));
  expect(settled).toMatchObject({ outcome: "settled", cycle: 0, valid: 1, missed: 0 });
  expect(await host.exit).toBe(0);

  // Beside the running node, up to one moment of it.
  const during = await replay(data);
  expect(during).toMatchObject({ code: 0, said: { event: "replayed", ok: true } });
  expect(Number(during.said?.height)).toBeGreaterThanOrEqual(Number(settled.height));

  node.kill("SIGTERM");
  expect(await Promise.race([node.exit, sleep(5000, "too late")])).toBe(0);
  const { said, code } = await replay(data);
  expect({ code, said }).toMatchObject({ code: 0, said: { event: "replayed", ok: true } });
  expect(Number(said?.height)).toBeGreaterThanOrEqual(Number(during.said?.height));

  // The same folder is the same chain to the node: what it makes next names the hash that was replayed.
  const db = new DatabaseSync(path.join(data, "ledger.sqlite"), { readOnly: true });
  const kept = db.prepare("SELECT value FROM meta WHERE name = 'appHash'").get();
  db.close();
  expect(Buffer.from(kept?.value as Uint8Array).toString("hex")).toBe(said?.appHash);

  const flipped = copyOf(data);
  flipBit(flipped, 9);
  expect(await replay(flipped)).toMatchObject({ code: 1, said: { event: "fault", height: 9 } });

  const richer = copyOf(data);
  alter(richer, "DELETE FROM records WHERE substr(key, 1, 1) = x'07'");
  const fault = expect.stringMatching(/kept state whose record differs.*table 7/);
  const tampered = { code: 1, said: { event: "fault", height: said?.height, fault } };
  expect(await replay(richer)).toMatchObject(tampered);

  const empty = await replay(emptyFolder());
  expect(empty.code).toBe(3);
  expect(empty.errors).toMatch(/^Failed: Data folder .* holds no ledger\.sqlite/);
});
