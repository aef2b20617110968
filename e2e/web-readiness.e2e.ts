import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AppProcess, emptyFolder, freePorts, startApp } from "./support/app-process.ts";
import { openBrowser, textOf, visit } from "./support/browser.ts";
import { buildWebApp } from "./support/build-web-app.ts";
import { inspectScreen } from "./support/screens.ts";

// What a page says of the browser it is in, before any key exists, in browsers that each lack something.

let node: AppProcess;
let pageUrl: string;
const open: Browser[] = [];

beforeAll(async () => {
  await buildWebApp();
  const port = String(await freePorts());
  node = startApp("node", ["node", "--preset", "test", "--port", port, "--data", emptyFolder()]);
  pageUrl = String((await node.line(({ event }) => event === "started")).pageUrl);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((browser) => browser.close()));
});

afterAll(async () => {
  node?.kill("SIGKILL");
  await node?.exit;
});

async function openContext(...flags: string[]): Promise<BrowserContext> {
  const browser = await openBrowser(flags);
  open.push(browser);
  return browser.newContext();
}

/** The settings, once all checks are done. */
async function settings(context: BrowserContext, url = pageUrl): Promise<Page> {
  const { page } = await visit(context, `${url}#/settings`);
  await checked(page);
  return page;
}

async function checked(page: Page): Promise<void> {
  const summary = page.getByTestId("readiness-summary");
  await summary.getByText(/Sprint/).waitFor({ timeout: 40_000 });
}

const row = (page: Page, name: string) => page.getByTestId(`readiness-${name}`);

async function expectRow(page: Page, name: string, verdict: string, says: RegExp): Promise<void> {
  expect([name, await row(page, name).getAttribute("data-verdict")]).toEqual([name, verdict]);
  expect(await textOf(row(page, name))).toMatch(says);
}

test("a browser with a software GPU can take part, and each thing is told with its cure", async () => {
  const context = await openContext();
  const page = await settings(context);
  await expectRow(page, "origin", "pass", /trusts/);
  await expectRow(
    page,
    "gpu",
    "degraded",
    /on the processor \(swiftshader\).*What to do:.*chrome:/i,
  );
  await expectRow(page, "wasm", "pass", /relaxed SIMD, on \d+ core/);
  await expectRow(page, "network", "pass", /over WebRTC in \d+ ms/);
  await expectRow(page, "clock", "pass", /Within a second/);
  await expectRow(page, "machine", "pass", /\d+ core/);
  await expectRow(page, "screen", "pass", /awake/);
  expect(await inspectScreen(page, "readiness-ready")).toEqual([]);

  await page.getByRole("navigation").getByRole("link", { name: "Home" }).click();
  const note = page.getByTestId("readiness-note");
  await note.getByText(/ready for a Sprint, with/).waitFor();
  expect(await textOf(note)).toContain("graphics processor");
});

test("without WebGPU it says that WebAssembly computes", async () => {
  const context = await openContext();
  await context.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, "gpu");
  });
  const page = await settings(context);
  await expectRow(page, "gpu", "degraded", /no WebGPU.*WebAssembly computes instead/);
});

test("where WebRTC is stopped, WebSocket carries the page and the cause is told", async () => {
  const flag = "--webrtc-ip-handling-policy=disable_non_proxied_udp";
  const page = await settings(await openContext(flag));
  await expectRow(
    page,
    "network",
    "degraded",
    /over WebSocket in \d+ ms, and not over WebRTC\. .*ms\./,
  );
  await page.getByTestId("way").getByText("Connected to the node over WebSocket.").waitFor();
  await page.getByText(/^WebRTC did not work: /).waitFor();
  expect(await inspectScreen(page, "readiness-no-webrtc")).toEqual([]);
});

test("a page that may store nothing is blocked, and checks again when that is mended", async () => {
  const context = await openContext();
  const { page } = await visit(context, "about:blank");
  const session = await context.newCDPSession(page);
  const { origin } = new URL(pageUrl);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await page.goto(`${pageUrl}#/settings`);
  await checked(page);
  await expectRow(page, "storage", "blocked", /keep nothing.*no room.*What to do:.*siteData/);
  expect(await inspectScreen(page, "readiness-no-storage")).toEqual([]);

  await page.getByRole("navigation").getByRole("link", { name: "Home" }).click();
  const note = page.getByTestId("readiness-note");
  await note.getByText("One thing keeps this browser from a Sprint.").waitFor();
  expect(await textOf(note)).toContain("keep nothing");
  expect(await inspectScreen(page, "readiness-blocked-home")).toEqual([]);

  await page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await page.getByRole("button", { name: "Check again" }).click();
  await page.locator('[data-testid="readiness-storage"][data-verdict="degraded"]').waitFor();
  await expectRow(page, "storage", "degraded", /may delete/);
});

test("a clock that is half a minute off is told, with where to mend it", async () => {
  const context = await openContext();
  await context.addInitScript(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() - 30_000;
  });
  const page = await settings(context);
  await expectRow(
    page,
    "clock",
    "degraded",
    /30 s behind the node's.*starts? with the gun.*timedatectl/,
  );
});

test("a page from a name that the browser does not trust is blocked, whatever else works", async () => {
  const context = await openContext("--host-resolver-rules=MAP stadion.test 127.0.0.1");
  const page = await settings(context, pageUrl.replace("127.0.0.1", "stadion.test"));
  await expectRow(page, "origin", "blocked", /stadion\.test.*does not trust.*https/);
  await expectRow(page, "gpu", "degraded", /no WebGPU/);
  await expectRow(page, "wasm", "degraded", /one core/);
  expect(await inspectScreen(page, "readiness-not-trusted")).toEqual([]);
});

test("without a node the page says so, and what to do", async () => {
  const context = await openContext();
  await context.route("**/stadion.json", (route) => route.fulfill({ status: 404 }));
  const page = await settings(context);
  await expectRow(page, "network", "blocked", /knows no full node.*status 404.*npm start/);
  await expectRow(page, "clock", "unknown", /No block/);
});
