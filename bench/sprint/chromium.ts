// Builds the page, serves it with the peers beside it, and runs it in Chromium on SwiftShader.

import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { chromiumFlags, chromiumPath } from "../../tools/drivers.mjs";
import { root, sourceCondition } from "../../tools/with-node.mjs";
import type { PageResult } from "./page.ts";

const here = path.join(root, "bench");
const limitMs = 300_000;
const types: Record<string, string> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

export async function runPage(): Promise<PageResult & { readonly browser: string }> {
  const server = await serve(await bundle());
  const { port } = server.address() as AddressInfo;
  const args = [...chromiumFlags, "--use-webgpu-adapter=swiftshader", "--ignore-gpu-blocklist"];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    page.setDefaultTimeout(limitMs);
    const result = await page
      .evaluate(() => (globalThis as unknown as { measured: Promise<PageResult> }).measured)
      .catch((cause) => {
        throw new Error(`The page failed: ${[...errors, cause.message].join("; ")}`, { cause });
      });
    return { ...result, browser: browser.version() };
  } finally {
    await browser.close();
    server.close();
  }
}

/** The page's program in one file. */
async function bundle(): Promise<string> {
  const built = await build({
    root: here,
    configFile: false,
    logLevel: "error",
    resolve: { conditions: [sourceCondition, "module", "browser"] },
    build: {
      write: false,
      target: "esnext",
      lib: { entry: path.join(here, "sprint", "page.ts"), formats: ["es"] },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first && "output" in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error("Expected one file from the build, found none");
  return chunk.code;
}

/** The page at `/`, its program, and the peers' packages; nothing else. */
async function serve(program: string): Promise<Server> {
  const modules = path.join(here, "node_modules");
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    // Isolated from other origins: only then has a page a clock of 5 µs.
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    if (pathname === "/") {
      response.setHeader("content-type", "text/html");
      response.end('<!doctype html><script type="module" src="/program.js"></script>');
      return;
    }
    response.setHeader("content-type", types[path.extname(pathname)] ?? "application/octet-stream");
    if (pathname === "/program.js") {
      response.end(program);
      return;
    }
    const file = path.join(modules, path.normalize(pathname));
    if (existsSync(file)) createReadStream(file).pipe(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
