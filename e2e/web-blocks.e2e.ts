import { decodeSignedBlock } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AppProcess,
  emptyFolder,
  freePorts,
  type Line,
  startApp,
} from "./support/app-process.ts";
import { openBrowser, textOf, visit } from "./support/browser.ts";
import { buildWebApp } from "./support/build-web-app.ts";
import { type Client, newKey, openClient } from "./support/client.ts";
import { inspectScreen } from "./support/screens.ts";

// The ledger's pages on a real node of the preset `test`, with a Host in Node that takes part in each Sprint.

const running: AppProcess[] = [];
let nodeArgs: string[];
let node: AppProcess;
let about: Line;
let client: Client;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

function start(...args: string[]): AppProcess {
  const app = startApp("node", args);
  running.push(app);
  return app;
}

beforeAll(async () => {
  await buildWebApp();
  nodeArgs = ["--preset", "test", "--port", String(await freePorts()), "--data", emptyFolder()];
  node = start("node", ...nodeArgs);
  about = await node.line(({ event }) => event === "started");
  const [address] = about.addresses as string[];
  const one = ["--data", emptyFolder(), "--backend", "wasm", "--threads", "1"];
  start("host", "--connect", address as string, ...one);
  client = await openClient(about);
  browser = await openBrowser();
  context = await browser.newContext();
  ({ page, complaints } = await visit(context, `${about.pageUrl}#/blocks`));
});

afterAll(async () => {
  await client?.stop();
  await browser?.close();
  for (const app of running) app.kill("SIGKILL");
  await Promise.all(running.map(({ exit }) => exit));
});

const rows = () => page.getByTestId("block-row");
const rowOf = (height: bigint | number) =>
  rows().filter({ has: page.getByRole("link", { name: `Block ${shown(height)}`, exact: true }) });
const shown = (height: bigint | number): string => height.toLocaleString("en");

/** A block that took one registration and refused another of the same key. */
async function makeRefusal(): Promise<{ readonly height: bigint; readonly sender: string }> {
  for (let tries = 0; tries < 10; tries++) {
    const { secret, key } = newKey();
    const answers = await client.submit(secret, "register", [{ payout: key }, { payout: key }]);
    for (let height = await client.nextBlock(), left = 4; left > 0; left--, height -= 1n) {
      const answer = await client.node.block(height);
      const txs = answer && decodeSignedBlock(answer.block)?.block.txs;
      if (answers.every(({ ok }) => ok) && txs?.length && answer?.codes.some((code) => code !== 0))
        return { height, sender: bytesToHex(key) };
    }
  }
  throw new Error("No block took one registration and refused the other in 10 tries");
}

describe("the list of blocks", () => {
  test("fills itself and goes on with each block", async () => {
    const height = await client.nextBlock();
    await rowOf(height).waitFor();
    await rowOf(height + 2n).waitFor();
    expect(await rowOf(1n).or(page.getByText("Earlier blocks")).count()).toBeGreaterThan(0);
  });

  test("says what each block brought, from the starting gun to the weights", async () => {
    const settled = await node.line(
      ({ event, valid }) => event === "settled" && valid === 1,
      90_000,
    );
    await rowOf(Number(settled.height)).getByText("Settled: 1 of 1 proof valid").waitFor();
    const list = page.getByRole("region", { name: "Blocks, the newest first" });
    await page.getByText("With events", { exact: true }).click();
    for (const words of [
      "Starting gun: R is open",
      "1 commit",
      "The Sprint ends",
      "1 reveal",
      "1 verdict",
    ])
      await list.getByText(words, { exact: true }).first().waitFor();
    expect(await list.getByText("No transactions", { exact: true }).count()).toBeLessThan(5);
    expect(await inspectScreen(page, "blocks-events")).toEqual([]);
    await page.getByText("All", { exact: true }).click();
    expect(await inspectScreen(page, "blocks-list")).toEqual([]);
  });

  test("is held while one reads, and follows again", async () => {
    await page.getByRole("button", { name: "Hold the list" }).click();
    const before = await textOf(rows().first());
    const height = await client.nextBlock();
    await page
      .getByTestId("head")
      .getByText(/behind/)
      .waitFor();
    expect((await textOf(rows().first())).split(" ")[1]).toBe(before.split(" ")[1]);
    await page.getByRole("button", { name: "Follow the newest" }).click();
    await rowOf(height).waitFor();
  });

  test("pages back to the first block of the network, and draws the pace", async () => {
    const earlier = page.getByRole("button", { name: "Earlier blocks" });
    while (await earlier.isVisible()) await earlier.click();
    await page.getByText("This network began here").waitFor();
    await rowOf(1n).waitFor();
    await page.getByText("Pace of the last blocks").click();
    await page.locator(".chart canvas").waitFor();
    await page.getByRole("columnheader", { name: "Seconds" }).waitFor();
    expect(await inspectScreen(page, "blocks-pace")).toEqual([]);
    await page.getByText("Pace of the last blocks").click();
  });
});

describe("one block", () => {
  test("is reached from the list: a commit with what it says, and what the page checked", async () => {
    const row = rows().filter({ hasText: "1 commit" }).last();
    const height = (await textOf(row.getByRole("link"))).replace(/\D/g, "");
    await row.getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: `Block ${height}` }).waitFor();
    const commit = page.getByRole("listitem").filter({ hasText: "Commit" }).first();
    expect(await textOf(commit)).toMatch(/Taken .* Found [\d,]+ nonces? at level \d+ Worth [\d,]+/);
    const checks = page.getByRole("region", { name: "What this page checked" });
    await checks.getByText("Its signature was verified here").waitFor();
    await checks.getByText(`Their hash is the one in the header of block`).waitFor();
    expect(await inspectScreen(page, "block-commit")).toEqual([]);
    await page.getByRole("link", { name: /the block after/ }).click();
    await page.getByRole("heading", { level: 1, name: `Block ${Number(height) + 1}` }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: `Block ${height}` }).waitFor();
  });

  test("shows a refused transaction with its reason; its height is gone to with the keyboard alone", async () => {
    const { height, sender } = await makeRefusal();
    await page.getByRole("link", { name: "All blocks" }).click();
    await rowOf(height)
      .getByText(/1 refused/)
      .waitFor();
    const input = page.getByLabel("Go to a height");
    for (let presses = 0; !(await input.evaluate((el) => el.matches(":focus"))); presses++) {
      if (presses > 30) throw new Error("The field is not reached with the Tab key");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("no");
    await page.keyboard.press("Enter");
    await page.getByText("Expected a height such as 1,234, found “no”").waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(String(height));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: `Block ${shown(height)}` }).waitFor();
    const refused = page.getByRole("listitem").filter({ hasText: "Refused" });
    await refused.getByText("The Host is registered already.").waitFor();
    expect(await textOf(refused)).toContain(sender.slice(0, 6));
    expect(await inspectScreen(page, "block-refused")).toEqual([]);
  });

  test("that is not there yet is waited for", async () => {
    const { height } = await client.node.status();
    await page.goto(`${about.pageUrl}#/blocks/${height + 12n}`);
    await page.getByText("This block is not there yet").waitFor();
    expect(await inspectScreen(page, "block-not-yet")).toEqual([]);
    await page.getByRole("region", { name: "What this page checked" }).waitFor();
  });

  test.each(["0", "abc", "1e3", "%F0"])("is none at the address %s", async (item) => {
    await page.goto(`${about.pageUrl}#/blocks/${item}`);
    await page.getByText("The address names no block").waitFor();
    if (item === "abc") expect(await inspectScreen(page, "block-no-height")).toEqual([]);
  });
});

describe("the own Host's account", () => {
  test("says what the ledger has on it, each with its block", async () => {
    await page.goto(`${about.pageUrl}#/`);
    await page.getByRole("button", { name: "Make a key and join" }).click();
    const { cycle } = await node.line(
      ({ event, valid }) => event === "settled" && valid === 2,
      90_000,
    );
    await page.goto(`${about.pageUrl}#/account`);
    const ledger = page.getByTestId("ledger");
    await ledger.getByText(`From the Sprint of cycle ${cycle}, settled in`).waitFor();
    await ledger.getByText("Mode single").waitFor();
    const row = ledger
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: String(cycle) }) });
    expect(await textOf(row)).toMatch(/Valid [\d,]+ [\d,]+( × \d+)? at level \d/);
    expect(await inspectScreen(page, "account-ledger")).toEqual([]);
    await row.getByRole("link").first().click();
    await page.getByText("My Host", { exact: true }).first().waitFor();
  });
});

describe("without a node", () => {
  test("what was read stays, and the gap is closed when the node is back", async () => {
    await page.goto(`${about.pageUrl}#/blocks`);
    await rows().nth(20).waitFor();
    expect(complaints).toEqual([]);
    node.kill("SIGTERM");
    await node.exit;
    await page.getByText("No connection to the node").waitFor();
    expect(await rows().count()).toBeGreaterThan(20);
    expect(await inspectScreen(page, "blocks-lost")).toEqual([]);
    const again = start("node", ...nodeArgs);
    const started = await again.line(({ event }) => event === "started");
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await rowOf(Number(started.height) + 3).waitFor();
    await rowOf(Number(started.height)).waitFor();
  });
});
