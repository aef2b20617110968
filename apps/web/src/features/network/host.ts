// The Host's worker as the page sees it, outside of React: a Sprint goes on while the person looks at another page.

import { describeError } from "#shared/errors/index.ts";
import { saveFile } from "#shared/files/index.ts";
import { findNode } from "./find-node.ts";
import type { HostReport, HostRequest } from "./host-messages.ts";
import { firstState, type HostState, reduceHost } from "./host-state.ts";

let state = firstState;
let worker: Worker | undefined;
let isOpened = false;
const listeners = new Set<() => void>();

function change(next: HostState): void {
  state = next;
  for (const listener of listeners) listener();
}

function take(report: HostReport): void {
  if (report.type === "key-file") saveFile(report.name, report.text);
  change(reduceHost(state, report, performance.now()));
}

function send(request: HostRequest): void {
  worker?.postMessage(request);
}

function startWorker(): Worker {
  const started = new Worker(new URL("./host.worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<HostReport>) => take(data));
  started.addEventListener("error", ({ message }) => {
    started.terminate();
    worker = undefined;
    const why = message || "its program could not be loaded";
    take({ type: "failed", message: `The Host's worker stopped: ${why}` });
  });
  return started;
}

async function open(): Promise<void> {
  change({ ...state, node: undefined, error: undefined });
  const node = await findNode(new URL("stadion.json", document.baseURI));
  change({ ...state, node });
  if (!node.ok) return;
  worker ??= startWorker();
  send({ type: "visibility", visible: !document.hidden });
  send({ type: "open", place: node.place });
}

function watchPage(): void {
  addEventListener("online", () => send({ type: "retry" }));
  document.addEventListener("visibilitychange", () => {
    send({ type: "visibility", visible: !document.hidden });
    if (!document.hidden) send({ type: "retry" });
  });
  // Says good-bye, so that the node need not find out; a page that is kept and shown again goes on.
  addEventListener("pagehide", () => send({ type: "close" }));
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) tryToOpen();
  });
}

function tryToOpen(): void {
  open().catch((error) => take({ type: "failed", message: describeError(error) }));
}

export const host = {
  getState: (): HostState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Starts this page's Host; what is started already goes on. */
  start(): void {
    if (isOpened) return;
    isOpened = true;
    watchPage();
    tryToOpen();
  },
  /** Looks for the node again, or starts a Host that failed. */
  startAgain(): void {
    worker?.terminate();
    worker = undefined;
    tryToOpen();
  },
  send,
};
