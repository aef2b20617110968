/**
 * The workers of one backend, and the watch over them.
 *
 * With shared memory they are one team over one memory. Without it each is a team of its own, and a batch is split.
 * A worker that crashes, fails or gives no sign of life takes all down: the others may be waiting for it at a barrier.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { BackendLostError } from "../backend.ts";
import type { ModelOutput } from "./forward.ts";
import type { Dot } from "./gemm.wasm.ts";
import { createMemory } from "./kernels.ts";
import { layOut, nonceCapacity } from "./layout.ts";
import type { Progress, Reply, Request } from "./messages.ts";
import { openWorker, type WorkerListener, type WorkerPort } from "./open-worker.ts";
import { platform } from "./platform.ts";

export interface CrewOptions {
  readonly dot: Dot;
  readonly threads: number;
  readonly shared: boolean;
  /** Seconds without any sign of life before the crew counts as lost. */
  readonly patience?: number;
  readonly open?: (listener: WorkerListener) => WorkerPort;
}

export interface Crew {
  /** Most nonces of one run. */
  readonly capacity: number;
  run(
    params: SprintParams,
    modelKey: Uint8Array,
    seeds: readonly Uint8Array[],
  ): Promise<ModelOutput>;
  close(): void;
}

interface Member {
  readonly port: WorkerPort;
  settle: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;
}

/** Far above a layer of the largest model on a slow phone. */
const defaultPatience = 60;

export async function openCrew(options: CrewOptions): Promise<Crew> {
  const { dot, threads, shared } = options;
  const line = openLine(options);
  await line.all(() => ({ kind: "greet" }));
  let prepared: SprintParams | undefined;
  const prepare = async (params: SprintParams) => {
    if (prepared === params) return;
    const size = shared ? threads : 1;
    const { pages } = layOut(params, nonceCapacity, size, dot);
    const memory = shared ? createMemory(pages, true) : undefined;
    await line.all((i) => {
      const place = { index: shared ? i : 0, size, memory };
      return { kind: "prepare", dot, params, place };
    });
    prepared = params;
  };
  return {
    capacity: shared ? nonceCapacity : nonceCapacity * threads,
    async run(params, modelKey, seeds) {
      await prepare(params);
      const parts = shared ? Array<typeof seeds>(threads).fill(seeds) : split(seeds, threads);
      const requests = parts.map((part): Request => ({ kind: "run", modelKey, inputSeeds: part }));
      const replies = await line.some(requests);
      return join(replies.flatMap((reply) => (reply.kind === "output" ? [reply.output] : [])));
    },
    close: () => line.lose(new BackendLostError("The backend was closed")),
  };
}

/** Requests to every worker, answered by all or failed by any. */
function openLine({ threads, patience = defaultPatience, open = openWorker }: CrewOptions) {
  let lost: BackendLostError | undefined;
  let quiet = 0;
  const members: Member[] = [];
  const lose = (error: BackendLostError) => {
    if (lost) return;
    lost = error;
    platform.clearInterval(timer);
    for (const { port, settle } of members) {
      port.close();
      settle?.reject(error);
    }
  };
  const hear = (member: () => Member, message: Reply | Progress) => {
    quiet = 0;
    if (message.kind === "progress") return;
    if (message.kind === "failed") return lose(new BackendLostError(message.message));
    member().settle?.resolve(message);
    member().settle = undefined;
  };
  // Counts ticks, not time: a machine that slept has not kept us waiting.
  const timer = platform.setInterval(() => {
    if (!members.some(({ settle }) => settle)) quiet = 0;
    else if (++quiet > patience)
      lose(new BackendLostError(`Workers gave no sign for ${patience} seconds`));
  }, 1000);
  const ask = (member: Member, request: Request) =>
    new Promise<Reply>((resolve, reject) => {
      if (lost) return reject(lost);
      member.settle = { resolve, reject };
      member.port.post(request);
    });
  for (let i = 0; i < threads; i++) {
    const port = open({
      message: (message) => hear(() => members[i] as Member, message as Reply | Progress),
      lost: (why) => lose(new BackendLostError(`Worker ${i} is gone: ${why}`)),
    });
    members.push({ port, settle: undefined });
  }
  const some = (requests: readonly Request[]) =>
    Promise.all(requests.map((request, i) => ask(members[i] as Member, request)));
  return {
    lose,
    some,
    all: (request: (i: number) => Request) => some(members.map((_, i) => request(i))),
  };
}

/** Even parts, none of them empty. */
function split<T>(items: readonly T[], most: number): T[][] {
  const parts = Math.min(most, items.length);
  const edge = (i: number) => Math.floor((items.length * i) / parts);
  return Array.from({ length: parts }, (_, i) => items.slice(edge(i), edge(i + 1)));
}

function join(outputs: readonly ModelOutput[]): ModelOutput {
  const [only] = outputs;
  if (only && outputs.length === 1) return only;
  return {
    rows: Int32Array.from(outputs.flatMap(({ rows }) => [...rows])),
    outputs: Int8Array.from(outputs.flatMap((output) => [...output.outputs])),
  };
}
