import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyFolder } from "./support/app-process.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { buildWebWorker } from "./support/build-web-app.ts";
import { type StaticServer, serveFolder } from "./support/serve-folder.ts";

const contracts = "src/shared/host/worker/adapters/contracts.worker.ts";
let server: StaticServer;
let browser: Browser;

beforeAll(async () => {
  const folder = emptyFolder();
  await buildWebWorker(contracts, folder);
  await writeFile(path.join(folder, "index.html"), "<!doctype html><title>Contracts</title>");
  server = await serveFolder(folder);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("[HO13] the browser's clock, random bytes, store and compute keep their contracts", async () => {
  const { page } = await visit(await browser.newContext(), server.url);
  const lines = await page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const worker = new Worker("worker.js", { type: "module" });
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.addEventListener("error", ({ message }) => reject(new Error(message)));
      }),
  );
  const ports = new Set(lines.map((line) => line.split(":")[0]));
  expect([...ports]).toEqual(["Clock", "Random", "Store", "Compute"]);
  expect(lines.length).toBeGreaterThan(15);
  expect(lines.filter((line) => !/^\w+: ok /.test(line))).toEqual([]);
});
