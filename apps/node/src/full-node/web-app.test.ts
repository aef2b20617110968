import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createWebApp } from "./web-app.ts";

const connection = {
  preset: "test",
  chainId: "00".repeat(32),
  peerId: "12D3KooW",
  addresses: ["/ip4/127.0.0.1/tcp/4802/ws/p2p/12D3KooW"],
  agent: "stadion/0.1.0",
};

function builtPage() {
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-page-"));
  mkdirSync(path.join(folder, "assets"));
  writeFileSync(
    path.join(folder, "index.html"),
    "<!doctype html><title>Stadion</title><script>let a = 1;</script>",
  );
  writeFileSync(path.join(folder, "assets", "main-4f2a.js"), "export {};");
  writeFileSync(path.join(folder, "assets", "kernel-9c1d.wasm"), "");
  return createWebApp(folder, connection);
}

test("the page is isolated from other origins, so that threads may share memory", async () => {
  for (const file of ["/", "/assets/main-4f2a.js", "/stadion.json", "/nothing"]) {
    const { headers } = await builtPage().request(file);
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  }
});

test("no other page shows this one, and it runs no script but those it was built with", async () => {
  for (const file of ["/", "/assets/main-4f2a.js", "/stadion.json", "/nothing"]) {
    const { headers } = await builtPage().request(file);
    const policy = headers.get("content-security-policy")?.split("; ") ?? [];
    expect(policy).toContain("frame-ancestors 'none'");
    // SHA-256 of the script in the page, by `printf 'let a = 1;' | openssl dgst -sha256 -binary | base64`.
    const hash = file === "/" ? " 'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='" : "";
    expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval'${hash}`);
  }
});

test.each([
  ["/", "text/html; charset=utf-8", "no-cache"],
  ["/assets/main-4f2a.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
  ["/assets/kernel-9c1d.wasm", "application/wasm", "public, max-age=31536000, immutable"],
  ["/stadion.json", "application/json", "no-cache"],
])("%s is served as %s, kept as %s", async (file, type, caching) => {
  const answer = await builtPage().request(file);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe(type);
  expect(answer.headers.get("cache-control")).toBe(caching);
});

test("the page learns where its node is", async () => {
  expect(await (await builtPage().request("/stadion.json")).json()).toEqual(connection);
});

test("a missing file is not found, and never kept", async () => {
  const answer = await builtPage().request("/assets/gone.js");
  expect(answer.status).toBe(404);
  expect(answer.headers.get("cache-control")).toBe("no-cache");
});

test("what lies outside the page's folder is not served", async () => {
  for (const file of ["/..%2f..%2fetc/passwd", "/%2e%2e/secret", "/assets/..%5c..%5csecret"])
    expect((await builtPage().request(file)).status).toBe(404);
});

test("a page that is not built says how to build it", async () => {
  const app = createWebApp(path.join(tmpdir(), "stadion-no-page"), connection);
  const answer = await app.request("/");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm run build -w apps/web");
});
