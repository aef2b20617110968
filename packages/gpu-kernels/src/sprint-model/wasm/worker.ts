/**
 * One thread of the wasm backend. Runs as a web worker and as a thread of Node.
 */
import { embedSeeds, type Machine, runModel } from "./forward.ts";
import type { Dot } from "./gemm.wasm.ts";
import { assembleKernels, bindKernels, createMemory } from "./kernels.ts";
import { layOut, nonceCapacity } from "./layout.ts";
import type { ModelOutput, Progress, Reply, Request } from "./messages.ts";
import { nodeThreads, platform } from "./platform.ts";
import { joinTeam } from "./team.ts";

interface Started {
  readonly dot: Dot;
  readonly module: WebAssembly.Module;
}

let started: Started | undefined;
let machine: Omit<Machine, "modelKey"> | undefined;
let earlier: Promise<void> = Promise.resolve();

async function answer(request: Request): Promise<Reply> {
  switch (request.kind) {
    case "start": {
      const { dot, shared } = request;
      started = { dot, module: await WebAssembly.compile(assembleKernels(dot, shared)) };
      return { kind: "done" };
    }
    case "prepare":
      machine = await prepare(request);
      return { kind: "done" };
    case "run":
      return run(request);
  }
}

async function prepare(request: Request & { kind: "prepare" }): Promise<Omit<Machine, "modelKey">> {
  if (!started) throw new Error("Expected start before prepare");
  const { params, index, size } = request;
  const { dot, module } = started;
  const layout = layOut(params, nonceCapacity, size, dot);
  const memory = request.memory ?? createMemory(layout.pages, false);
  const kernels = await bindKernels(module, memory);
  return { dot, params, kernels, memory, layout, team: joinTeam(memory, index, size) };
}

function run({ modelKey, inputSeeds }: Request & { kind: "run" }): Reply {
  if (!machine) throw new Error("Expected prepare before run");
  const progress: Progress = { kind: "progress" };
  const whole = { ...machine, modelKey };
  embedSeeds(whole, inputSeeds);
  runModel(whole, inputSeeds.length, () => post(progress));
  return machine.team.index === 0
    ? { kind: "output", output: readOutput(machine, inputSeeds.length) }
    : { kind: "done" };
}

function readOutput(
  { params, memory, layout }: Omit<Machine, "modelKey">,
  batch: number,
): ModelOutput {
  const rows = new Int32Array(batch * params.dim);
  const outputs = new Int8Array(batch * params.vocab);
  rows.set(new Int32Array(memory.buffer, layout.residual, rows.length));
  outputs.set(new Int8Array(memory.buffer, layout.output, outputs.length));
  return { rows, outputs };
}

const port = nodeThreads()?.parentPort;

function post(message: Reply | Progress): void {
  if (port) port.postMessage(message);
  else platform.postMessage(message);
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
