import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";

const types: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

export interface StaticServer {
  readonly url: string;
  /** Bytes of all files served so far, each counted once and as gzip has it. */
  gzipBytes(): number;
  close(): Promise<void>;
}

/**
 * Serves a folder on a free port, isolated from other origins as the full node does it.
 *
 * @param more - files that are not in the folder, by path
 */
export async function serveFolder(
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<StaticServer> {
  const served = new Map<string, number>();
  const server = createServer(async (request, response) => {
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    const { pathname } = new URL(request.url ?? "/", "http://local");
    const file = path.join(folder, pathname === "/" ? "index.html" : path.normalize(pathname));
    try {
      const body =
        more[pathname] === undefined ? await readFile(file) : Buffer.from(more[pathname]);
      served.set(pathname, gzipSync(body).length);
      response.setHeader("Content-Type", types[path.extname(file)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    gzipBytes: () => [...served.values()].reduce((sum, size) => sum + size, 0),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
