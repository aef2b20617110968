import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";

/** What a page or a Host on this machine asks before it connects. */
export interface Connection {
  readonly preset: string;
  readonly chainId: string;
  readonly peerId: string;
  /** All libp2p addresses; a browser takes those it can dial. */
  readonly addresses: readonly string[];
  readonly agent: string;
}

export const buildCommand = "npm run build -w apps/web";

/** Serves the built page, and where its node is found. */
export function createWebApp(pageFolder: string, connection: Connection): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    // Threads share memory only on a page that is isolated from other origins.
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Embedder-Policy", "require-corp");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("X-Content-Type-Options", "nosniff");
    // The page holds a key: nobody's script runs in it, and nobody's page shows it under one of its own.
    context.header("Content-Security-Policy", await contentPolicy(context));
    context.header("Referrer-Policy", "no-referrer");
    // Vite names what is under assets/ by its content; everything else may change under its name.
    const forever = context.req.path.startsWith("/assets/") && context.res.ok;
    context.header("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache");
  });
  app.get("/stadion.json", (context) => context.json(connection));
  // By way of the folder above, which is there before the page is built.
  const rewriteRequestPath = (file: string) => `/${path.basename(pageFolder)}${file}`;
  app.use(serveStatic({ root: path.dirname(pageFolder), rewriteRequestPath }));
  app.notFound((context) =>
    existsSync(path.join(pageFolder, "index.html"))
      ? context.text("There is nothing under this address\n", 404)
      : context.text(`The page is not built yet. Build it with: ${buildCommand}\n`, 503),
  );
  return app;
}

/** What the page may load and run: its own files, and the scripts that stand in its HTML as it was built. */
async function contentPolicy({ res }: Context): Promise<string> {
  const isHtml = res.headers.get("content-type")?.startsWith("text/html") ?? false;
  const hashes = isHtml ? inlineScriptHashes(await res.clone().text()) : [];
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // A node may be anywhere; WebRTC is not asked about.
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function inlineScriptHashes(html: string): readonly string[] {
  const scripts = html.matchAll(/<script>([\s\S]*?)<\/script>/g);
  return Array.from(
    scripts,
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
}
