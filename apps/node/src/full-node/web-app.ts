import { existsSync } from "node:fs";
import path from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

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
