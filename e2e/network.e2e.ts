import { setTimeout as sleep } from "node:timers/promises";
import { bytesToHex } from "@stadion/protocol/crypto";
import { proofWeight } from "@stadion/protocol/sprint";
import { afterEach, describe, expect, test } from "vitest";
import {
  type AppProcess,
  emptyFolder,
  freePorts,
  type Line,
  startApp,
} from "./support/app-process.ts";
import { readSprint } from "./support/read-sprint.ts";

// A real node and real Hosts, on the preset `test`: a cycle of 30 s with a Sprint of 5 s.

const running: AppProcess[] = [];
afterEach(async () => {
  for (const app of running) app.kill("SIGKILL");
  await Promise.all(running.splice(0).map(({ exit }) => exit));
});

function start(runtime: "node" | "deno", ...args: string[]): AppProcess {
  const app = startApp(runtime, args);
  running.push(app);
  return app;
}

const startNode = (port: number, data: string) =>
  start("node", "node", "--preset", "test", "--port", String(port), "--data", data);

function startHost(runtime: "node" | "deno", node: Line): AppProcess {
  const [address] = node.addresses as string[];
  const one = ["--data", emptyFolder(), "--backend", "wasm", "--threads", "1", "--sprints", "1"];
  return start(runtime, "host", "--connect", address as string, ...one);
}

const isStarted = ({ event }: Line) => event === "started";
const isSettled =
  (of: number) =>
  ({ event, cycle }: Line) =>
    event === "settled" && cycle === of;
const isPhase =
  (phase: string, of: number) =>
  ({ event, phase: now, cycle }: Line) =>
    event === "phase" && now === phase && cycle === of;
const says =
  (text: RegExp) =>
  ({ event, text: told }: Line) =>
    event === "log" && text.test(String(told));

/** The cycle whose Sprint has this Host's commit: a slow machine may begin behind the first one's gun. */
async function committedCycle(host: AppProcess): Promise<number> {
  await host.line(says(/took the commit/));
  return host.lines.findLast(({ event }) => event === "sprint")?.cycle as number;
}

describe("one Sprint with Hosts in Node and in Deno, and one that vanishes", () => {
  test("each is judged, and the ledger's weights are those of the proofs", async () => {
    const node = startNode(await freePorts(), emptyFolder());
    const about = await node.line(isStarted);
    const vanishing = startHost("node", about);
    const staying = [startHost("node", about), startHost("deno", about)];

    // Its proof is with the node, and the ledger has its commit: from here on it is gone.
    const cycle = await committedCycle(vanishing);
    vanishing.kill("SIGKILL");
    const gone = (await vanishing.line(isStarted)).hostId;

    await node.line(isSettled(cycle));
    expect(await Promise.all(staying.map(({ exit }) => exit))).toEqual([0, 0]);
    const { entries, weights } = await readSprint(about, BigInt(cycle));

    expect(entries.map(({ status }) => status)).toEqual(["valid", "valid", "valid"]);
    for (const { count, level, weight } of entries) {
      expect(count).toBeGreaterThan(0);
      expect(weight).toBe(proofWeight(count, level));
    }
    const given = entries.map(({ host, weight }) => ({ host, weight }));
    expect(weights?.entries).toEqual(given);
    expect(weights?.weight).toBe(given.reduce((sum, { weight }) => sum + weight, 0n));
    expect(given.map(({ host }) => bytesToHex(host))).toContain(gone);

    // What the Hosts said is what the ledger has.
    for (const host of staying) {
      const { hostId, ledger } = await host.line(isSettled(cycle));
      const entry = entries.find((one) => bytesToHex(one.host) === hostId);
      expect(ledger).toMatchObject({ count: entry?.count, weight: Number(entry?.weight) });
    }
    node.kill("SIGTERM");
    const stopped = Promise.race([node.exit, sleep(4000, "too late")]);
    expect(await stopped).toBe(0);
  });
});

describe("a node that is killed in mid-cycle", () => {
  test.each(["sprint", "audit"])("goes on with the same chain after the %s", async (phase) => {
    const [port, data] = [await freePorts(), emptyFolder()];
    const first = startNode(port, data);
    const about = await first.line(isStarted);
    const host = startHost("node", about);
    const cycle = await committedCycle(host);
    await first.line(isPhase(phase, cycle));
    first.kill("SIGKILL");
    await first.exit;

    const second = startNode(port, data);
    const again = await second.line(isStarted);
    expect(again.chainId).toBe(about.chainId);
    expect(again.peerId).toBe(about.peerId);
    expect(again.newKeyFile).toBeUndefined();
    expect(Number(again.height)).toBeGreaterThan(5);

    expect(await second.line(isSettled(cycle))).toMatchObject({ outcome: "settled", valid: 1 });
    expect(await host.exit).toBe(0);
    const { ledger } = await host.line(isSettled(cycle));
    expect(ledger).toMatchObject({ status: "valid" });
  });
});
