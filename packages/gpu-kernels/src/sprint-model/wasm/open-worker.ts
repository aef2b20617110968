import { nodeThreads, platform, type WebWorker } from "./platform.ts";

/** A worker as its owner sees it. */
export interface WorkerPort {
  post(message: unknown): void;
  close(): void;
}

/** What a worker's owner wants to hear. */
export interface WorkerListener {
  message(message: unknown): void;
  /** It crashed, or ended by itself. */
  lost(why: string): void;
}

/** Starts `worker.ts`, by the way of the platform. */
export function openWorker(listener: WorkerListener): WorkerPort {
  const threads = nodeThreads();
  if (!threads) return listenToWebWorker(openWebWorker(), listener);
  const worker = new threads.Worker(workerFile());
  worker.on("message", (message) => listener.message(message));
  worker.on("messageerror", () => listener.lost("a message could not be read"));
  worker.on("error", (error) => listener.lost(error.message));
  worker.on("exit", (code) => listener.lost(`it ended with code ${code}`));
  return {
    post: (message) => worker.postMessage(message),
    close: () => void worker.terminate(),
  };
}

function openWebWorker(): WebWorker {
  const { Worker, URL } = platform;
  if (!Worker) throw new Error("Expected workers, found none on this platform");
  // From files the worker has our own extension; a bundler looks for exactly the other form.
  return import.meta.url.startsWith("file:")
    ? new Worker(workerFile(), { type: "module" })
    : new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** `worker.ts` beside this source, or `worker.js` beside what was compiled from it. */
function workerFile(): object {
  const here = import.meta.url;
  const name = here.endsWith(".ts") ? "worker.ts" : "worker.js";
  return new platform.URL(name, here);
}

function listenToWebWorker(worker: WebWorker, listener: WorkerListener): WorkerPort {
  worker.onmessage = ({ data }) => listener.message(data);
  worker.onmessageerror = () => listener.lost("a message could not be read");
  worker.onerror = (event) => {
    // Else Deno ends the whole program.
    event.preventDefault?.();
    listener.lost(event.message ?? "it could not be loaded");
  };
  return {
    post: (message) => worker.postMessage(message),
    close: () => worker.terminate(),
  };
}
