import { cycleKey, sprintTableCodec, weightTableCodec } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import { proofWeight } from "@stadion/protocol/sprint";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AppProcess,
  emptyFolder,
  freePorts,
  type Line,
  startApp,
} from "./support/app-process.ts";
import { openBrowser, textOf, type Visit, visit } from "./support/browser.ts";
import { buildWebApp } from "./support/build-web-app.ts";
import { readRecords } from "./support/read-records.ts";
import { inspectScreen } from "./support/screens.ts";

// The main job, whole: a real node, two pages with a key each, a Host in Node and one in Deno, all in one Sprint of
// the preset `test` (a cycle of 30 s with a Sprint of 5 s).

const hosts = 4;
const running: AppProcess[] = [];
let node: AppProcess;
let about: Line;
let browser: Browser;
let contexts: BrowserContext[];
let pages: Visit[];

function start(runtime: "node" | "deno", ...args: string[]): AppProcess {
  const app = startApp(runtime, args);
  running.push(app);
  return app;
}

function startHost(runtime: "node" | "deno"): AppProcess {
  const [address] = about.addresses as string[];
  const one = ["--data", emptyFolder(), "--backend", "wasm", "--threads", "1"];
  return start(runtime, "host", "--connect", address as string, ...one);
}

beforeAll(async () => {
  await buildWebApp();
  const port = String(await freePorts());
  node = start("node", "node", "--preset", "test", "--port", port, "--data", emptyFolder());
  about = await node.line(({ event }) => event === "started");
  browser = await openBrowser();
  contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  pages = await Promise.all(contexts.map((context) => visit(context, String(about.pageUrl))));
});

afterAll(async () => {
  await browser?.close();
  for (const app of running) app.kill("SIGKILL");
  await Promise.all(running.map(({ exit }) => exit));
});

const page = (i: number): Page => (pages[i] as Visit).page;

/** Makes a key, joins, and leaves the other core to the others. */
async function join(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Make a key and join" }).click();
  await page.getByText("You are in").waitFor({ timeout: 30_000 });
  const cores = page.getByRole("radiogroup", { name: "Processor cores" });
  await cores.getByText("One", { exact: true }).click();
  await page.getByTestId("backend").getByText("1 thread", { exact: true }).waitFor();
  return textOf(page.getByTestId("host-id"));
}

/** A count as the page writes it. */
const shown = (count: number | bigint): string => count.toLocaleString("en");

const stage = (page: Page, name: string) =>
  page.getByTestId("story").getByRole("listitem").filter({ hasText: name });

describe("two pages, a Host in Node and one in Deno share a Sprint", () => {
  test("what each page shows is what the ledger has, and its weights are those of the proofs", async () => {
    expect(await inspectScreen(page(0), "network-no-key")).toEqual([]);
    const hostIds = await Promise.all([join(page(0)), join(page(1))]);
    const others = [startHost("node"), startHost("deno")];
    const settled = await node.line(
      ({ event, valid }) => event === "settled" && valid === hosts,
      100_000,
    );
    const cycle = Number(settled.cycle);

    for (const { page } of pages)
      await page
        .getByRole("heading", { name: `Your Sprint of cycle ${cycle} settled` })
        .waitFor({ timeout: 10_000 });
    const { entries, weights } = await readSprint(BigInt(cycle));
    const total = entries.reduce((sum, { weight }) => sum + weight, 0n);
    expect(entries.map(({ status }) => status)).toEqual(Array(hosts).fill("valid"));
    for (const { count, level, weight } of entries) expect(weight).toBe(proofWeight(count, level));
    expect(weights?.weight).toBe(total);

    for (const [i, hostId] of hostIds.entries()) {
      const entry = entries.find(({ host }) => bytesToHex(host) === hostId);
      if (!entry) throw new Error(`The ledger has no entry of ${hostId}`);
      const { count, level, commitHeight, revealHeight, judgedHeight, weight } = entry;
      const says = async (name: string) => await textOf(stage(page(i), name));
      expect(await says("Committed")).toBe(
        `Committed ${shown(count)} at level ${level}, block ${commitHeight}`,
      );
      expect(await says("Revealed")).toBe(`Revealed ${shown(count)} block ${revealHeight}`);
      expect(await says("Judged")).toBe(`Judged Valid block ${judgedHeight}`);
      expect(await says("Weight")).toBe(`Weight ${shown(weight)} block ${settled.height}`);
      await page(i)
        .getByTestId("weight")
        .getByText(`of all ${shown(total)}`)
        .waitFor();
      const inForce = await textOf(page(i).getByTestId("weight"));
      expect(inForce).toMatch(new RegExp(`^${shown(weight)} [\\d.]+ % of all ${shown(total)}$`));
    }
    expect(await inspectScreen(page(0), "network-settled")).toEqual([]);
    for (const other of others) other.kill("SIGINT");
  });
});

/** The ledger's own records of a cycle, as any client reads them. */
async function readSprint(cycle: bigint) {
  const [address] = about.addresses as string[];
  return await readRecords(address as string, async (read) => ({
    entries: sprintTableCodec.decode(await read("entries", cycleKey(cycle)))?.entries ?? [],
    weights: weightTableCodec.decode(await read("weights", new Uint8Array())),
  }));
}
