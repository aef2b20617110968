// The page beside contracts.worker.ts: it lends the worker connections to the node that the address names, as the app
// does, and has that node announce blocks. Built and opened by e2e/web-ports.e2e.ts; the app never loads it.

import { connectToNode } from "@stadion/protocol/network";
import { serveNetwork } from "../../network-port.ts";
import type { ContractsReport, ContractsRequest } from "./contracts.worker.ts";

declare global {
  interface Window {
    /** Put there by the test: the node announces a block of that height. */
    announce(height: string): void;
    runContracts(): Promise<readonly string[]>;
  }
}

window.runContracts = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./contracts.worker.ts", import.meta.url), {
      type: "module",
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.addEventListener("message", ({ data }: MessageEvent<ContractsReport>) => {
      if (data.type === "results") resolve(data.lines);
      else if (data.type === "announce") window.announce(String(data.height));
      else connect(worker).catch(reject);
    });
  });

async function connect(worker: Worker): Promise<void> {
  const network = await connectToNode({
    addresses: [decodeURIComponent(location.hash.slice(1))],
    transports: "browser",
  });
  const { port1, port2 } = new MessageChannel();
  serveNetwork(network, port1);
  const request: ContractsRequest = { type: "connected", port: port2 };
  worker.postMessage(request, [port2]);
}
