/**
 * One thread of the wasm backend. Runs as a web worker and as a thread of Node.
 */
import { runSeeds } from "./forward.ts";
import { buildMachine, type Machine } from "./machine.ts";
import type { Progress, Reply, Request } from "./messages.ts";
import { nodeThreads, platform } from "./platform.ts";

let machine: Machine | undefined;
let earlier: Promise<void> = Promise.resolve();

async function answer(request: Request): Promise<Reply> {
  switch (request.kind) {
    case "greet":
      return { kind: "done" };
    case "prepare":
      machine = await buildMachine(request.dot, request.params, request.place);
      return { kind: "done" };
    case "run":
      return run(request);
  }
}

function run({ modelKey, inputSeeds }: Request & { kind: "run" }): Reply {
  if (!machine) throw new Error("Expected prepare before run");
  const progress: Progress = { kind: "progress" };
  const output = runSeeds(machine, modelKey, inputSeeds, () => post(progress));
  return output ? { kind: "output", output } : { kind: "done" };
}

const port = nodeThreads()?.parentPort;

function post(message: Reply | Progress): void {
  const moved =
    message.kind === "output" ? [message.output.rows.buffer, message.output.outputs.buffer] : [];
  if (port) port.postMessage(message, moved);
  else platform.postMessage(message, moved);
}

function receive(message: unknown): void {
  earlier = earlier.then(async () => {
    try {
      post(await answer(message as Request));
    } catch (error) {
      post({ kind: "failed", message: String(error) });
    }
  });
}

if (port) port.on("message", receive);
else platform.onmessage = ({ data }) => receive(data);
