// Starts the program in each runtime and brings its report back. A runtime that hangs is ended.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium } from "playwright-core";
import { build, type Rolldown } from "vite";
import { chromiumFlags, chromiumPath, denoPath } from "../drivers.mjs";
import { findNode, nodeEnv, root, sourceCondition } from "../with-node.mjs";
import type { ExactCase } from "./cases.ts";
import type { ProgramReport } from "./program.ts";

const limitMs = 240_000;
const folder = path.join(root, ".cache", "exact");

/** The program in Node with Dawn, on the driver that the environment names. */
export function runInNode(cases: readonly ExactCase[], driver: object): Promise<ProgramReport> {
  return runNative(findNode(), [], cases, driver);
}

/** The program in Deno with wgpu. */
export function runInDeno(cases: readonly ExactCase[], driver: object): Promise<ProgramReport> {
  return runNative(denoPath(), ["run", "--allow-all", "--no-check", "--quiet"], cases, driver);
}

async function runNative(
  program: string,
  flags: readonly string[],
  cases: readonly ExactCase[],
  driver: object,
): Promise<ProgramReport> {
  mkdirSync(folder, { recursive: true });
  const casesPath = path.join(folder, "cases.json");
  const reportPath = path.join(folder, "report.json");
  writeFileSync(casesPath, JSON.stringify(cases));
  rmSync(reportPath, { force: true });
  const entry = path.join(root, "tools", "exact", "native.ts");
  const child = spawn(program, [...flags, entry, casesPath, reportPath], {
    cwd: root,
    env: { ...nodeEnv(), ...driver },
    stdio: ["ignore", "inherit", "pipe"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const ended = await new Promise<string>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal ?? String(code)));
  });
  try {
    return JSON.parse(readFileSync(reportPath, "utf8")) as ProgramReport;
  } catch (cause) {
    throw new Error(`No report, ended with ${ended}: ${complaint.slice(-2000)}`, { cause });
  }
}

/** The program in a page of Chromium, on its own CPU driver. */
export async function runInChromium(cases: readonly ExactCase[]): Promise<ProgramReport> {
  const script = await bundlePage();
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
  });
  const ender = setTimeout(() => browser.close(), limitMs);
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("globalThis.runExact");
    return await page.evaluate((given) => {
      const { runExact } = globalThis as unknown as {
        runExact(cases: readonly ExactCase[]): Promise<ProgramReport>;
      };
      return runExact(given);
    }, cases);
  } finally {
    clearTimeout(ender);
    await browser.close();
    server.close();
  }
}

async function bundlePage(): Promise<string> {
  const entry = path.join(root, "tools", "exact", "page.ts");
  const built = (await build({
    configFile: false,
    root,
    logLevel: "warn",
    resolve: { conditions: [sourceCondition, "module", "browser"] },
    build: { write: false, target: "esnext", lib: { entry, formats: ["es"] } },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = built.flatMap(({ output }) => output);
  if (chunk?.type !== "chunk") throw new Error("Expected one script from Vite, found none");
  return chunk.code;
}
