// The Host's worker as the page sees it, outside of React: a Sprint goes on while the person looks at another page.

import { node } from "#shared/node/index.ts";
import { createValue } from "#shared/value/index.ts";
import type { HostReport, HostRequest } from "./host-messages.ts";
import { firstState, type HostState, reduceHost } from "./host-state.ts";
import { serveNetwork } from "./network-port.ts";

const state = createValue<HostState>(firstState);
let worker: Worker | undefined;
let closePort: () => void = () => {};
let isStarted = false;

export const host = {
  get: state.get,
  subscribe: state.subscribe,
  /** Starts this page's Host as soon as the node is known; what is started already goes on. */
  start(): void {
    if (isStarted) return;
    isStarted = true;
    document.addEventListener("visibilitychange", tellVisibility);
    node.opened.subscribe(open);
    node.start();
    open();
  },
  /** Starts a Host that failed. */
  startAgain(): void {
    worker?.terminate();
    worker = undefined;
    state.set({ ...firstState });
    open();
  },
  send,
};

function send(request: HostRequest, transfer: Transferable[] = []): void {
  worker?.postMessage(request, transfer);
}

/** Gives the Host the connection that is open now, or tells it that there is none. */
function open(): void {
  closePort();
  closePort = () => {};
  const opened = node.opened.get();
  if (!opened) {
    send({ type: "close" });
    return;
  }
  worker ??= startWorker();
  const { port1, port2 } = new MessageChannel();
  closePort = serveNetwork(opened.network, port1);
  tellVisibility();
  send({ type: "open", port: port2 }, [port2]);
}

function startWorker(): Worker {
  const started = new Worker(new URL("./worker/host.worker.ts", import.meta.url), {
    type: "module",
  });
  started.addEventListener("message", ({ data }: MessageEvent<HostReport>) => take(data));
  started.addEventListener("error", ({ message }) => {
    started.terminate();
    worker = undefined;
    const why = message || "its program could not be loaded";
    take({ type: "failed", message: `The Host's worker stopped: ${why}` });
  });
  return started;
}

function take(report: HostReport): void {
  state.set(reduceHost(state.get(), report, performance.now()));
}

function tellVisibility(): void {
  send({ type: "visibility", visible: !document.hidden });
}
