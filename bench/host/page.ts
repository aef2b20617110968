// The page in Chromium, on a node of its own: how soon its Host is ready, and what its main thread does in a Sprint.
//
// Ready means connected, joined and registered in the ledger. The person's own time, to press the button, is left out.

import type { Page } from "playwright-core";
import { openBrowser } from "../../e2e/support/browser.ts";
import type { LineProcess } from "../line-process.ts";
import { startLocalNode } from "./local-node.ts";

export interface PageResult {
  /** From the address to the button, and from the button to a Host that is ready. */
  readonly firstSeconds: number;
  /** From the address to a Host that is ready, where a key was made before. */
  readonly againSeconds: number;
  readonly longTasks: number;
  /** 0 where no task was long. */
  readonly longestMs: number;
  readonly sprintSeconds: number;
}

interface LongTask {
  /** Unix milliseconds. */
  readonly fromMs: number;
  readonly ms: number;
}

const limitMs = 120_000;

export async function measurePage(): Promise<PageResult> {
  const node = await startLocalNode("local");
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(limitMs);
    await page.addInitScript({ content: watchLongTasks });
    const opening = await secondsOf(() => openPage(page, node.pageUrl));
    const joining = await secondsOf(() => joinNextSprint(page));
    const againSeconds = await secondsOf(async () => {
      await page.reload();
      await readyHost(page);
    });
    const { fromMs, toMs } = await sprintOf(node);
    const tasks = (await longTasksOf(page)).filter(
      (task) => task.fromMs + task.ms > fromMs && task.fromMs < toMs,
    );
    return {
      firstSeconds: opening + joining,
      againSeconds,
      longTasks: tasks.length,
      longestMs: Math.max(0, ...tasks.map(({ ms }) => ms)),
      sprintSeconds: (toMs - fromMs) / 1000,
    };
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

/** The next Sprint in which the page's Host takes part, as the node tells of it. */
async function sprintOf(node: LineProcess): Promise<{ fromMs: number; toMs: number }> {
  const phase = (name: string) => node.line("phase", limitMs, (line) => line.phase === name);
  await phase("sprint");
  const fromMs = Date.now();
  await phase("reveal");
  return { fromMs, toMs: Date.now() };
}

/** Runs in the page before its own program. A text, for Node's types know no long tasks. */
const watchLongTasks = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      longTasks.push({ fromMs: performance.timeOrigin + startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
`;

async function longTasksOf(page: Page): Promise<readonly LongTask[]> {
  return await page.evaluate(
    () => (globalThis as unknown as { longTasks: readonly LongTask[] }).longTasks,
  );
}
