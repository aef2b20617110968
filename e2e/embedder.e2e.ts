import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findNode } from "../tools/with-node.mjs";
import { emptyFolder } from "./support/app-process.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { buildPage } from "./support/build-page.ts";
import { root } from "./support/build-web-app.ts";
import { serveFolder } from "./support/serve-folder.ts";
import type { TransportsPage } from "./support/transports.page.ts";

declare const transports: TransportsPage; // of the page

/** What makes Node and Vite take the packages' sources is not there for who embeds them. */
function embedderEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return env;
}

test("[NW16] who embeds the built package has webrtc-direct v2 at both ends", async () => {
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  await promisify(execFile)(findNode(), [tsc, "-b", "packages/protocol"], { cwd: root });
  const program = path.join(import.meta.dirname, "support", "embedder-server.ts");
  const child = spawn(findNode(), [program], {
    stdio: ["pipe", "pipe", "inherit"],
    env: embedderEnv(),
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { addresses, from } = JSON.parse(String(line));
  expect(from).toContain("/dist/network/");
  const folder = emptyFolder();
  await buildPage("transports.page.ts", folder, "built");
  const server = await serveFolder(folder);
  const browser = await openBrowser(["--force-fieldtrials=WebRTC-NoSdpMangleUfrag/Enabled/"]);
  try {
    const { page } = await visit(await browser.newContext(), server.url);
    await page.waitForFunction(() => "transports" in globalThis);
    // Connected, asked, and answered: it has no genesis to show.
    const result = await page.evaluate((address) => transports.probe(address), addresses[0]);
    expect(result).toEqual({ ok: false, reason: "The node gives no genesis of its network" });
  } finally {
    await browser.close();
    await server.close();
    child.stdin.end();
    await once(child, "exit");
  }
});
