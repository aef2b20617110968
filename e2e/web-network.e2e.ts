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
import { buildWebApp, webFolder } from "./support/build-web-app.ts";
import { readSprint } from "./support/read-sprint.ts";
import { inspectScreen } from "./support/screens.ts";
import { serveFolder } from "./support/serve-folder.ts";

// The main job, whole: a real node, two pages with a key each, a Host in Node and one in Deno, all in one Sprint of
// the preset `test` (a cycle of 30 s with a Sprint of 5 s).

const hosts = 4;
const running: AppProcess[] = [];
let node: AppProcess;
let nodeArgs: string[];
let about: Line;
let settledCycle: number;
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
  nodeArgs = ["node", "--preset", "test", "--port", port, "--data", emptyFolder()];
  node = start("node", ...nodeArgs);
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

/** Goes to a page by the menu, as a person does. */
async function go(page: Page, name: "Home" | "Sprint" | "Account"): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function hostIdOf(page: Page): Promise<string> {
  await go(page, "Account");
  const hostId = page.getByTestId("host-id");
  await hostId.waitFor();
  return await textOf(hostId);
}

/** Makes a key, joins, and leaves the other core to the others. */
async function join(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Make a key and join" }).click();
  await page.getByText("You are in").waitFor({ timeout: 30_000 });
  const hostId = await hostIdOf(page);
  await go(page, "Sprint");
  const cores = page.getByRole("radiogroup", { name: "Processor cores" });
  await cores.getByText("One", { exact: true }).click();
  await page.getByTestId("backend").getByText("1 thread", { exact: true }).waitFor();
  return hostId;
}

/** A count as the page writes it. */
const shown = (count: number | bigint): string => count.toLocaleString("en");

const listed = (count: number, level: number): string =>
  level === 0 ? shown(count) : `${shown(count)} × ${shown(2 ** level)}`;

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
    settledCycle = cycle;

    for (const { page } of pages)
      await page
        .getByRole("heading", { name: `Your Sprint of cycle ${cycle} settled` })
        .waitFor({ timeout: 10_000 });
    const { entries, weights } = await readSprint(about, BigInt(cycle));
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
        `Committed ${listed(count, level)} at level ${level}, block ${commitHeight}`,
      );
      expect(await says("Revealed")).toBe(`Revealed ${listed(count, level)} block ${revealHeight}`);
      expect(await says("Judged")).toBe(`Judged Valid block ${judgedHeight}`);
      expect(await says("Weight")).toBe(`Weight ${shown(weight)} block ${settled.height}`);
      await page(i)
        .getByTestId("weight")
        .getByText(`of all ${shown(total)}`)
        .waitFor();
      const inForce = await textOf(page(i).getByTestId("weight"));
      expect(inForce).toMatch(new RegExp(`^${shown(weight)} [\\d.]+ % of all ${shown(total)}$`));
      const source = await textOf(page(i).getByTestId("weight-source"));
      expect(source).toContain(`of cycle ${cycle}, recorded in block ${settled.height}.`);
    }
    expect(await inspectScreen(page(0), "network-settled")).toEqual([]);
    for (const other of others) other.kill("SIGINT");
  });
});

describe("a page that is loaded again in the middle of a Sprint", () => {
  test("keeps its key, its place and its commit, which is revealed and judged", async () => {
    const before = await hostIdOf(page(0));
    await go(page(0), "Sprint");
    const sprint = await node.line(
      ({ event, phase, cycle }) =>
        event === "phase" && phase === "sprint" && Number(cycle) > settledCycle,
    );
    const heading = (step: string) =>
      page(0).getByRole("heading", { name: `Your Sprint of cycle ${sprint.cycle} ${step}` });
    await heading("running").waitFor();
    await stage(page(0), "Committed")
      .getByText(/at level/)
      .waitFor();
    expect(await inspectScreen(page(0), "network-running")).toEqual([]);
    await page(0).reload();
    expect(await hostIdOf(page(0))).toBe(before);
    await go(page(0), "Sprint");
    await stage(page(0), "Revealed").getByText(/block/).waitFor();
    await stage(page(0), "Judged").getByText("Valid").waitFor();
    await heading("settled").waitFor();
    const { entries } = await readSprint(about, BigInt(Number(sprint.cycle)));
    const entry = entries.find(({ host }) => bytesToHex(host) === before);
    expect(await textOf(stage(page(0), "Weight"))).toContain(
      `Weight ${shown(entry?.weight ?? 0n)} `,
    );
  });
});

describe("the key", () => {
  test("runs in one tab: a second one says so, and takes over when the first is closed", async () => {
    const hostId = await hostIdOf(page(0));
    const second = await visit(contexts[0] as BrowserContext, String(about.pageUrl));
    await second.page.getByText("This key runs in another tab").waitFor();
    expect(await inspectScreen(second.page, "network-elsewhere")).toEqual([]);
    await page(0).close();
    await second.page.getByText("You are in").waitFor();
    await second.page.getByText("Connected to node").waitFor();
    expect(await hostIdOf(second.page)).toBe(hostId);
    expect(second.complaints).toEqual([]);
  });
});

describe("without a node", () => {
  test("a page whose node is gone says so and when it tries again; one that finds it goes on", async () => {
    expect(pages.flatMap(({ complaints }) => complaints)).toEqual([]);
    await go(page(1), "Home");
    node.kill("SIGTERM");
    await page(1)
      .getByText(/^since \d\d:\d\d:\d\d, block/)
      .waitFor();
    await page(1)
      .getByText(/^The node does not answer\. Trying again/)
      .waitFor();
    expect(await inspectScreen(page(1), "network-lost")).toEqual([]);
    const again = start("node", ...nodeArgs);
    await again.line(({ event }) => event === "started");
    await page(1).evaluate(() => dispatchEvent(new Event("online")));
    await page(1).getByText("Connected to node").waitFor();
  });

  test("a page that finds no node at first says that it is silent, and goes on by itself", async () => {
    const context = await browser.newContext();
    let isSilent = true;
    await context.route("**/stadion.json", (route) =>
      isSilent ? route.abort() : route.continue(),
    );
    const { page } = await visit(context, String(about.pageUrl));
    await page.getByRole("alert").getByText("The node does not answer").waitFor();
    await page.getByText(/^Trying again/).waitFor();
    expect(await inspectScreen(page, "network-silent")).toEqual([]);
    isSilent = false;
    await page.getByText("Connected to node").waitFor();
    await page.getByRole("button", { name: "Make a key and join", disabled: false }).waitFor();
    await context.close();
  });

  test("an address of no page says so", async () => {
    const { page } = await visit(await browser.newContext(), `${String(about.pageUrl)}/#/nowhere`);
    await page.getByRole("heading", { name: "No such page" }).waitFor();
    expect(await inspectScreen(page, "network-nowhere")).toEqual([]);
    await page.getByRole("link", { name: "Go to Home" }).click();
    await page.getByText("Connected to node").waitFor();
    await page.close();
  });

  test("a page from elsewhere says what was expected and what to do", async () => {
    const server = await serveFolder(webFolder);
    const { page } = await visit(await browser.newContext(), server.url);
    await page.getByText("This page came from no full node").waitFor();
    expect(await textOf(page.getByRole("alert"))).toMatch(
      /Expected the address of a full node at .*stadion\.json, found status 404\. .*npm start/,
    );
    expect(await inspectScreen(page, "network-no-node")).toEqual([]);
    await server.close();
  });
});

test("all that a first visit loads until its Host is ready is at most 400 kB", async () => {
  const place = await (await fetch(`${String(about.pageUrl)}/stadion.json`)).text();
  const server = await serveFolder(webFolder, { "/stadion.json": place });
  const context = await browser.newContext();
  const { page } = await visit(context, server.url);
  await page.getByRole("button", { name: "Make a key and join" }).click();
  await page.getByText("You are in").waitFor();
  await page.getByText("Connected to node").waitFor();
  expect(server.gzipBytes()).toBeGreaterThan(200_000);
  expect(server.gzipBytes()).toBeLessThan(400_000);
  await context.close();
  await server.close();
});
