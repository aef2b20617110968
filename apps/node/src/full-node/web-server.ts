import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

export interface WebServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * What browsers may take at once. Sockets that say nothing would otherwise take all the files a process may open, and
 * the ledger's network and database are of the same process: 1,500 of them did so where 1,024 is the bound.
 */
export interface WebLimits {
  readonly maxConnections: number;
  /** For a request to come whole, and between one sign of life and the next. */
  readonly silenceMs: number;
}

const webLimits: WebLimits = { maxConnections: 256, silenceMs: 10_000 };

/** Listens for browsers; rejects when the port is taken. */
export async function startWebServer(
  app: Hono,
  host: string,
  port: number,
  { maxConnections, silenceMs }: WebLimits = webLimits,
): Promise<WebServer> {
  const serverOptions = {
    headersTimeout: silenceMs,
    requestTimeout: silenceMs,
    connectionsCheckingInterval: Math.ceil(silenceMs / 5),
  };
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions });
  server.maxConnections = maxConnections;
  // Also one that asks and then takes nothing of the answer.
  server.setTimeout(silenceMs);
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(explain(error, host, port));
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Browsers keep their connections open for more.
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  if (cause.code === "EADDRINUSE")
    return new Error(`Port ${port} on ${host} is taken; for others: npm start -- --port N`, {
      cause,
    });
  return new Error(`Cannot listen on ${host}, port ${port}: ${cause.message}`, { cause });
}
