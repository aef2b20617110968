import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AppProcess,
  emptyFolder,
  freePorts,
  type Line,
  startApp,
} from "./support/app-process.ts";
import { type BareTab, openBareTab } from "./support/bare-tab.ts";
import { openBrowser, textOf, type Visit, visit } from "./support/browser.ts";
import { buildWebApp } from "./support/build-web-app.ts";
import { readSprint } from "./support/read-sprint.ts";
import { inspectScreen } from "./support/screens.ts";

// What a person can do to a Host in a Sprint, and what befalls it: in pages of a real node.

const running: AppProcess[] = [];
const tabs: BareTab[] = [];
let browser: Browser;

beforeAll(async () => {
  await buildWebApp();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await Promise.all(tabs.map((tab) => tab.close()));
  for (const app of running) app.kill("SIGKILL");
  await Promise.all(running.map(({ exit }) => exit));
});

interface Network {
  readonly about: Line;
  node: AppProcess;
  /** Starts the node again on its own folder and ports. */
  restart(): Promise<void>;
}

async function startNetwork(preset: "test" | "local"): Promise<Network> {
  const port = String(await freePorts());
  const args = ["node", "--preset", preset, "--port", port, "--data", emptyFolder()];
  const start = async () => {
    const node = startApp("node", args);
    running.push(node);
    return { node, about: await node.line(({ event }) => event === "started") };
  };
  const { node, about } = await start();
  const network: Network = {
    about,
    node,
    async restart() {
      network.node = (await start()).node;
    },
  };
  return network;
}

const stage = (page: Page, name: string) =>
  page.getByTestId("story").getByRole("listitem").filter({ hasText: name });
const heading = (page: Page, step: string) =>
  page.getByRole("heading", { name: new RegExp(`^Your Sprint of cycle \\d+ ${step}`) });
const ask = (page: Page, name: string) =>
  page.getByTestId("controls").getByRole("button", { name, exact: true });

async function countOf(page: Page, name: string): Promise<number> {
  const [, digits = ""] = /([\d,]+)/.exec(await textOf(stage(page, name))) ?? [];
  return Number(digits.replaceAll(",", ""));
}

/** Waits until more stands there than before. */
async function grows(page: Page, name: string, than: number): Promise<void> {
  await expect.poll(() => countOf(page, name), { timeout: 20_000 }).toBeGreaterThan(than);
}

/** Chooses what computes, as a person who came earlier. */
async function chooseBackend(page: Page, choice: "wasm" | "software-webgpu"): Promise<void> {
  await page.getByText("Connected to node").waitFor();
  await page.evaluate(
    (value) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("stadion");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction("values", "readwrite");
          writing.objectStore("values").put({ owner: "device", name: "compute", value });
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    { choice, cores: "one" },
  );
  await page.reload();
}

async function join(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Make a key and join" }).click();
  await page.getByText("You are in").waitFor({ timeout: 60_000 });
  await page.getByRole("navigation").getByRole("link", { name: "Sprint", exact: true }).click();
}

/** In the page: keeps the title of each notification, which no test can look at on a screen. */
function keepNotifications(): void {
  const shown: string[] = [];
  const Shown = class extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      shown.push(title);
    }
  };
  Object.assign(globalThis, { shown, Notification: Shown });
}

describe("in a Sprint of 30 s on the preset local", () => {
  let network: Network;
  let steered: Page;
  let befallen: Page;
  let visits: Visit[];

  beforeAll(async () => {
    network = await startNetwork("local");
    const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
    visits = await Promise.all(
      contexts.map((context) => visit(context, String(network.about.pageUrl))),
    );
    [steered, befallen] = visits.map(({ page }) => page) as [Page, Page];
    await Promise.all([chooseBackend(steered, "wasm"), chooseBackend(befallen, "software-webgpu")]);
    await Promise.all([join(steered), join(befallen)]);
    await befallen.getByTestId("backend").getByText("WebGPU", { exact: true }).waitFor();
    await Promise.all(
      [heading(steered, "running"), heading(befallen, "running")].map((each) =>
        each.waitFor({ timeout: 60_000 }),
      ),
    );
  }, 240_000);

  test("a lost GPU is told, and computing goes on", async () => {
    await grows(befallen, "Tried", 0);
    const before = await countOf(befallen, "Tried");
    // Chromium's GPU process dies, as with a driver that crashes; WebGPU's devices are lost with it.
    const session = await browser.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await befallen.getByTestId("away").getByText("the GPU failed").waitFor({ timeout: 20_000 });
    await grows(befallen, "Tried", before);
  });

  test("Home shows the Sprint as it goes, and leads to it", async () => {
    await steered.getByRole("navigation").getByRole("link", { name: "Home", exact: true }).click();
    const now = steered.getByTestId("sprint-now");
    await now.getByText(/nonces\/s/).waitFor();
    expect(await steered.getByRole("heading", { name: "While you wait" }).count()).toBe(0);
    await steered.screenshot({ path: "test-results/screens/home-running.png", fullPage: true });
    await now.getByRole("link", { name: "Your Sprint is running" }).click();
    await heading(steered, "running").waitFor();
  });

  test("[HO14] [HO16] a person pauses, resumes and throttles", async () => {
    await ask(steered, "Pause").click();
    await heading(steered, "paused").waitFor();
    await stage(steered, "Committed")
      .getByText(/at level/)
      .waitFor();
    const paused = await countOf(steered, "Tried");
    await steered.screenshot({ path: "test-results/screens/sprint-paused.png", fullPage: true });
    expect(await countOf(steered, "Tried")).toBe(paused);
    await ask(steered, "Resume").click();
    await heading(steered, "running").waitFor();
    await grows(steered, "Tried", paused);
    const throttle = steered.getByRole("slider", { name: "Share of the time to compute" });
    await throttle.focus();
    await throttle.press("ArrowLeft");
    await steered.getByTestId("throttle").getByText("about 90 %").waitFor();
  });

  test("a node that is killed and comes back loses nothing that was found", async () => {
    await stage(befallen, "Committed")
      .getByText(/at level/)
      .waitFor();
    await ask(steered, "Finish, then leave").click();
    await ask(steered, "Stay in").waitFor();
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
    network.node.kill("SIGKILL");
    for (const page of [steered, befallen])
      await page.getByText("This machine computes on").waitFor({ timeout: 30_000 });
    await steered.screenshot({ path: "test-results/screens/sprint-lost.png", fullPage: true });
    const atLoss = await countOf(steered, "Found");
    await grows(steered, "Tried", await countOf(steered, "Tried"));
    await network.restart();
    for (const page of [steered, befallen]) {
      await page.evaluate(() => dispatchEvent(new Event("online")));
      const notice = page.getByTestId("away");
      await notice.getByText("there was no connection to the node").waitFor({ timeout: 30_000 });
    }
    expect(await textOf(steered.getByTestId("away"))).toContain("This machine computed on");
    expect(await countOf(steered, "Found")).toBeGreaterThanOrEqual(atLoss);
    expect(await inspectScreen(befallen, "sprint-away")).toEqual([]);
  });

  test("[HO15] both are judged valid, and who wished to finish has left", async () => {
    const settled = await network.node.line(({ event }) => event === "settled", 120_000);
    const { entries } = await readSprint(network.about, BigInt(Number(settled.cycle)));
    expect(entries.map(({ status }) => status)).toEqual(["valid", "valid"]);
    const counts = entries.map(({ count }) => count);
    for (const page of [steered, befallen]) {
      await heading(page, "settled").waitFor();
      expect(counts).toContain(await countOf(page, "Committed"));
      await page.getByTestId("history").getByText("valid", { exact: true }).waitFor();
    }
    await ask(steered, "Start").waitFor();
    await ask(befallen, "Pause").waitFor();
    expect(await inspectScreen(steered, "sprint-left")).toEqual([]);
    await steered.getByTestId("away").getByRole("button", { name: "Dismiss" }).click();
    expect(await steered.getByTestId("away").count()).toBe(0);
  }, 180_000);
});

describe("on the preset test", () => {
  let network: Network;

  beforeAll(async () => {
    network = await startNetwork("test");
  });

  test("a tab behind another one computes, commits and is judged, and says so afterwards", async () => {
    const tab = await openBareTab(String(network.about.pageUrl));
    tabs.push(tab);
    const click = (name: string) =>
      `[...document.querySelectorAll("button")].find((each) => each.textContent === ${JSON.stringify(name)})?.click()`;
    const shows = (text: string) => `document.body.innerText.includes(${JSON.stringify(text)})`;
    await tab.until(shows("Make a key and join"));
    await tab.evaluate(click("Make a key and join"));
    await tab.until(shows("You are in"));
    await tab.hide();
    await tab.until("document.hidden");
    const settled = await network.node.line(
      ({ event, valid }) => event === "settled" && valid === 1,
      100_000,
    );
    expect(await tab.evaluate("document.hidden")).toBe(true);
    const { entries } = await readSprint(network.about, BigInt(Number(settled.cycle)));
    expect(entries.map(({ status }) => status)).toEqual(["valid"]);
    await tab.show();
    await tab.until(shows("This page was out of sight"));
    await tab.until(shows(`The Sprint of cycle ${settled.cycle} has been settled since`));
  }, 180_000);

  test("a page that is loaded again in a Sprint says that it was closed", async () => {
    const { page } = await visit(await browser.newContext(), String(network.about.pageUrl));
    await join(page);
    await heading(page, "running").waitFor({ timeout: 60_000 });
    await stage(page, "Committed")
      .getByText(/at level/)
      .waitFor();
    await page.reload();
    await page.getByTestId("away").getByText("This page was closed from").waitFor();
    await heading(page, "settled").waitFor({ timeout: 60_000 });
    await stage(page, "Judged").getByText("Valid").waitFor();
    expect(await inspectScreen(page, "sprint-reloaded")).toEqual([]);
  }, 180_000);

  test("joining late says what it costs, a benchmark says what to expect, a reminder asks first", async () => {
    const context = await browser.newContext({ permissions: ["notifications"] });
    await context.addInitScript(keepNotifications);
    const { page } = await visit(context, String(network.about.pageUrl));
    await page.getByRole("button", { name: "Make a key and join" }).click();
    await page.getByText("You are in").waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Leave" }).click();
    await page.getByRole("button", { name: "Measure this machine" }).click();
    await page
      .getByTestId("prediction")
      .getByText("should give weight")
      .waitFor({ timeout: 60_000 });
    await page.getByText("Remind me 5 s before the gun").click();
    await page.getByText("A notification comes while this page is open").waitFor();
    expect(await inspectScreen(page, "home-waiting")).toEqual([]);
    await page.getByText(/^\d s of 5 s are over/).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Join this Sprint now" }).click();
    await page.getByText("You are in").waitFor();
    await page.getByText(/The screen stays on until|refused to keep the screen on/).waitFor();
    await page.reload();
    await page.getByRole("switch", { name: /^Remind me/, checked: true }).waitFor();
    const shown = () => page.evaluate(() => (globalThis as { shown?: string[] }).shown ?? []);
    await expect
      .poll(shown, { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^The next Sprint starts in \d s$/)]);
  }, 180_000);
});
