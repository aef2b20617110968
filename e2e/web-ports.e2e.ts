import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createContractNode } from "@stadion/protocol/host/contracts";
import { type NodeServer, startNodeServer } from "@stadion/protocol/network/server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyFolder } from "./support/app-process.ts";
import { openBrowser } from "./support/browser.ts";
import { buildWebScript } from "./support/build-web-app.ts";
import { type StaticServer, serveFolder } from "./support/serve-folder.ts";

const contracts = "src/shared/host/worker/adapters/contracts.page.ts";
const service = createContractNode();
let node: NodeServer;
let server: StaticServer;
let browser: Browser;

beforeAll(async () => {
  const folder = emptyFolder();
  await buildWebScript(contracts, folder);
  const page =
    '<!doctype html><title>Contracts</title><script type="module" src="page.js"></script>';
  await writeFile(path.join(folder, "index.html"), page);
  const listen = ["/ip4/127.0.0.1/tcp/0/ws"];
  node = await startNodeServer({ service, listen, keySeed: new Uint8Array(32).fill(2) });
  server = await serveFolder(folder);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await node?.stop();
});

test("[HO13] the browser's clock, random bytes, store, compute and network keep their contracts", async () => {
  const page = await browser.newPage();
  await page.exposeFunction("announce", (height: string) => {
    service.announce({ height: BigInt(height), timeMs: 1, hash: new Uint8Array(32) });
  });
  await page.goto(`${server.url}#${encodeURIComponent(node.addresses[0] ?? "")}`);
  const lines = await page.evaluate(() => window.runContracts());
  const ports = new Set(lines.map((line) => line.split(":")[0]));
  expect([...ports]).toEqual(["Clock", "Random", "Store", "Compute", "Network"]);
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((line) => !/^\w+: ok /.test(line))).toEqual([]);
});

declare global {
  interface Window {
    runContracts(): Promise<readonly string[]>;
  }
}
