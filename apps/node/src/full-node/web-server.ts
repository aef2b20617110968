import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

export interface WebServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens for browsers; rejects when the port is taken. */
export async function startWebServer(app: Hono, host: string, port: number): Promise<WebServer> {
  const server = createAdaptorServer({ fetch: app.fetch });
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
    return new Error(`Port ${port} on ${host} is taken; give another with --port`, { cause });
  return new Error(`Cannot listen on ${host}, port ${port}: ${cause.message}`, { cause });
}
