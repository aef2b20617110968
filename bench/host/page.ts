// The page in Chromium, on a node of its own: how soon its Host is ready, and what its main thread does in a Sprint.
//
// Ready means connected, joined and registered in the ledger. The person's own time, to press the button, is left out.

import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumFlags, chromiumPath } from "../../tools/drivers.mjs";
import type { LineProcess } from "../line-process.ts";
import { startLocalNode } from "./local-node.ts";
import { type TaskTimes, taskTimesOf } from "./task-times.ts";

export interface PageResult {
  /** From the address to the button, and from the button to a Host that is ready. */
  readonly firstSeconds: number;
  /** From the address to a Host that is ready, where a key was made before. */
  readonly againSeconds: number;
  /** Of the main thread in one Sprint. */
  readonly tasks: TaskTimes;
}

const limitMs = 120_000;

export async function measurePage(): Promise<PageResult> {
  const node = await startLocalNode("local");
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, "--use-webgpu-adapter=swiftshader"],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(limitMs);
    const opening = await secondsOf(() => openPage(page, node.pageUrl));
    const joining = await secondsOf(() => joinNextSprint(page));
    const againSeconds = await secondsOf(async () => {
      await page.reload();
      await readyHost(page);
    });
    const tasks = await watchSprint(node, browser, page);
    return { firstSeconds: opening + joining, againSeconds, tasks };
  } finally {
    await browser.close();
    await node.stop();
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const keyButton = "Make a key and join";

async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: keyButton }).waitFor();
}

async function joinNextSprint(page: Page): Promise<void> {
  await page.getByRole("button", { name: keyButton }).click();
  await readyHost(page);
}

async function readyHost(page: Page): Promise<void> {
  await page.getByText(/^Connected to node/).waitFor();
  // While the ledger is yet to register the Host, more follows.
  await page.getByText(/You are in, for every Sprint to come\. Keep this page open\.$/).waitFor();
}

/** The next Sprint, from the gun to the last block in which commits count. */
async function watchSprint(node: LineProcess, browser: Browser, page: Page): Promise<TaskTimes> {
  const phase = (name: string) => node.line("phase", limitMs, (line) => line.phase === name);
  await phase("sprint");
  await browser.startTracing(page, { categories: ["toplevel"] });
  await phase("reveal");
  return taskTimesOf(JSON.parse((await browser.stopTracing()).toString("utf8")));
}
