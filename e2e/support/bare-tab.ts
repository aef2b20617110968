// A tab of a Chromium that nobody instruments but through the DevTools protocol. Playwright keeps every page visible and
// focused; here a tab behind another one is as hidden, and as throttled, as a person's.

import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { chromiumFlags, chromiumPath, swiftshader } from "../../tools/drivers.mjs";
import { emptyFolder } from "./app-process.ts";

export interface BareTab {
  /** Evaluates an expression in the page, and awaits it. */
  evaluate(expression: string): Promise<unknown>;
  /** Opens an empty tab in front of it. */
  hide(): Promise<void>;
  /** Brings it to the front. */
  show(): Promise<void>;
  /** Resolves once the expression holds; rejects with what the page shows when the time is over. */
  until(expression: string, ms?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openBareTab(url: string): Promise<BareTab> {
  const profile = emptyFolder();
  const child = spawn(
    chromiumPath(),
    [...chromiumFlags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { env: { ...process.env, ...swiftshader() }, stdio: ["ignore", "ignore", "pipe"] },
  );
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { send, end } = await connect(await debuggerUrl(child));
  const { targetId } = await send("Target.createTarget", { url });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const evaluate = async (expression: string): Promise<unknown> => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result } = await send("Runtime.evaluate", options, String(sessionId));
    return (result as { value?: unknown }).value;
  };
  return {
    evaluate,
    async hide() {
      const front = await send("Target.createTarget", { url: "about:blank" });
      await send("Target.activateTarget", { targetId: front.targetId });
    },
    async show() {
      await send("Target.activateTarget", { targetId });
    },
    async until(expression, ms = 60_000) {
      const deadline = performance.now() + ms;
      while ((await evaluate(`Boolean(${expression})`).catch(notLoadedYet)) !== true) {
        if (performance.now() > deadline)
          throw new Error(`${expression} did not come true in ${await evaluate(pageText)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async close() {
      end();
      child.kill();
      await exit;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A tab that is about to load its page has nothing to run an expression in: the answer is not yet. */
function notLoadedYet(error: Error): false {
  if (error.message.includes("execution context")) return false;
  throw error;
}

const pageText = "document.body?.innerText";

function debuggerUrl({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    stderr?.on("data", (chunk) => {
      text += chunk;
      const [url] = /ws:\/\/\S+/.exec(text) ?? [];
      if (url) resolve(url);
    });
    stderr?.once("end", () => reject(new Error(`Chromium ended: ${text}`)));
  });
}

type Answer = Readonly<Record<string, unknown>>;

async function connect(url: string) {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error(`No connection to ${url}`)));
  });
  const calls = new Map<number, PromiseWithResolvers<Answer>>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data));
    const call = calls.get(id);
    calls.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  });
  return {
    send(method: string, params: object, sessionId?: string): Promise<Answer> {
      const call = Promise.withResolvers<Answer>();
      calls.set(++last, call);
      socket.send(JSON.stringify({ id: last, method, params, sessionId }));
      return call.promise;
    },
    end: () => socket.close(),
  };
}
