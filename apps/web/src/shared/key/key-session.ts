import type { KeyCalls } from "./key-calls.ts";
import type { KeyMethod, KeyReport, KeyRequest } from "./key-messages.ts";

/** A worker that handles the key for as long as a dialogue lasts. What it read is forgotten with it. */
export interface KeySession {
  readonly calls: KeyCalls;
  /** Ends it at once, encryption under way too; calls that wait reject. */
  end(): void;
}

/** @param onProgress - share of the encryption under way, 0..1 */
export function openKeySession(onProgress: (share: number) => void): KeySession {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let worker: Worker | undefined;
  let lastId = 0;
  const end = (message: string): void => {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const take = ({ data }: MessageEvent<KeyReport>): void => {
    if (data.type === "progress") {
      onProgress(data.share);
      return;
    }
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.type === "answer") call?.resolve(data.value);
    else call?.reject(new Error(data.message));
  };
  const start = (): Worker => {
    const started = new Worker(new URL("./key.worker.ts", import.meta.url), { type: "module" });
    started.addEventListener("message", take);
    started.addEventListener("error", ({ message }) => {
      end(`The key's worker stopped: ${message || "its program could not be loaded"}`);
    });
    return started;
  };
  const call = (method: KeyMethod, args: readonly unknown[]): Promise<unknown> => {
    worker ??= start();
    const request: KeyRequest = { id: ++lastId, method, args };
    const answer = Promise.withResolvers<unknown>();
    waiting.set(request.id, answer);
    worker.postMessage(request);
    return answer.promise;
  };
  return { calls: asCalls(call), end: () => end("The dialogue was closed") };
}

function asCalls(
  call: (method: KeyMethod, args: readonly unknown[]) => Promise<unknown>,
): KeyCalls {
  const method = <M extends KeyMethod>(name: M): KeyCalls[M] =>
    ((...args: readonly unknown[]) => call(name, args)) as KeyCalls[M];
  return {
    showPhrase: method("showPhrase"),
    drawQuiz: method("drawQuiz"),
    answerQuiz: method("answerQuiz"),
    drawPassphrase: method("drawPassphrase"),
    passphraseFault: method("passphraseFault"),
    exportFile: method("exportFile"),
    open: method("open"),
    take: method("take"),
  };
}
