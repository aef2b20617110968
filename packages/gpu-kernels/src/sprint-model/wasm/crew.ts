/**
 * The workers of one backend, and the watch over them.
 *
 * They are one team over one memory, or each is a team of its own and a batch is split (`teams.ts`). A worker has its
 * next batch before it is done with the last one, so it never waits for the thread that owns it. A worker that crashes, fails or gives no sign of life takes all down: the others may be waiting for it at a barrier.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { BackendLostError } from "../backend.ts";
import { createOutput, type ModelOutput } from "./forward.ts";
import type { Dot } from "./gemm.wasm.ts";
import { createMemory } from "./kernels.ts";
import { layOut, nonceCapacity, seedBytes } from "./layout.ts";
import type { Progress, Reply, Request } from "./messages.ts";
import { openWorker, type WorkerListener, type WorkerPort } from "./open-worker.ts";
import { platform } from "./platform.ts";
import { fewestOwnNonces, formTeams, type TeamChoice } from "./teams.ts";

export interface CrewOptions {
  readonly dot: Dot;
  readonly threads: number;
  /** Whether there is memory that threads can share. */
  readonly shared: boolean;
  readonly teams?: TeamChoice;
  /** Seconds without any sign of life before the crew counts as lost. */
  readonly patience?: number;
  readonly open?: (listener: WorkerListener) => WorkerPort;
}

export interface Crew {
  /** Runs any number of nonces. Runs may overlap: each worker takes them one after the other. */
  run(
    params: SprintParams,
    modelKey: Uint8Array,
    seeds: readonly Uint8Array[],
  ): Promise<ModelOutput>;
  close(): void;
}

interface Member {
  readonly port: WorkerPort;
  /** What it was asked and has not answered, oldest first. */
  readonly asked: { resolve(reply: Reply): void; reject(error: Error): void }[];
}

/** Far above a layer of the largest model on a slow phone. */
const defaultPatience = 60;

export async function openCrew(options: CrewOptions): Promise<Crew> {
  const { dot, threads, shared, teams = "auto" } = options;
  const line = openLine(options);
  await line.all(() => ({ kind: "greet" }));
  let prepared: SprintParams | undefined;
  const isOneTeam = (params: SprintParams) => shared && formTeams(params, teams) === "one";
  const prepare = (params: SprintParams): Promise<unknown> => {
    if (prepared === params) return Promise.resolve();
    const isOne = isOneTeam(params);
    const size = isOne ? threads : 1;
    const { pages } = layOut(params, nonceCapacity, size, dot);
    const memory = isOne ? createMemory(pages, true) : undefined;
    prepared = params;
    return line.all((i) => {
      const place = { index: isOne ? i : 0, size, memory };
      return { kind: "prepare", dot, params, place };
    });
  };
  return {
    // All is sent before anything is awaited: a worker hears of runs in their order, between runs of other params too.
    async run(params, modelKey, seeds) {
      if (seeds.length === 0) return createOutput(params, 0);
      const preparing = prepare(params);
      const parts = isOneTeam(params)
        ? Array<typeof seeds>(threads).fill(seeds)
        : split(seeds, Math.min(threads, Math.ceil(seeds.length / fewestOwnNonces)));
      const requests = parts.map((part): Request => {
        return { kind: "run", modelKey, inputSeeds: flatten(part) };
      });
      const [replies] = await Promise.all([line.some(requests), preparing]);
      const outputs = replies.flatMap((reply) => (reply.kind === "output" ? [reply.output] : []));
      return join(outputs, params, seeds.length);
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
    for (const { port, asked } of members) {
      port.close();
      for (const { reject } of asked) reject(error);
    }
  };
  const hear = (member: () => Member, message: Reply | Progress) => {
    quiet = 0;
    if (message.kind === "progress") return;
    if (message.kind === "failed") return lose(new BackendLostError(message.message));
    member().asked.shift()?.resolve(message);
  };
  // Counts ticks, not time: a machine that slept has not kept us waiting.
  const timer = platform.setInterval(() => {
    if (!members.some(({ asked }) => asked.length > 0)) quiet = 0;
    else if (++quiet > patience)
      lose(new BackendLostError(`Workers gave no sign for ${patience} seconds`));
  }, 1000);
  const ask = (member: Member, request: Request) =>
    new Promise<Reply>((resolve, reject) => {
      if (lost) return reject(lost);
      member.asked.push({ resolve, reject });
      member.port.post(request);
    });
  for (let i = 0; i < threads; i++) {
    const port = open({
      message: (message) => hear(() => members[i] as Member, message as Reply | Progress),
      lost: (why) => lose(new BackendLostError(`Worker ${i} is gone: ${why}`)),
    });
    members.push({ port, asked: [] });
  }
  const some = (requests: readonly Request[]) =>
    Promise.all(requests.map((request, i) => ask(members[i] as Member, request)));
  return {
    lose,
    some,
    all: (request: (i: number) => Request) => some(members.map((_, i) => request(i))),
  };
}

function flatten(seeds: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(seeds.length * seedBytes);
  for (const [i, seed] of seeds.entries()) all.set(seed, i * seedBytes);
  return all;
}

/** Even parts. */
function split<T>(items: readonly T[], parts: number): T[][] {
  const edge = (i: number) => Math.floor((items.length * i) / parts);
  return Array.from({ length: parts }, (_, i) => items.slice(edge(i), edge(i + 1)));
}

function join(parts: readonly ModelOutput[], params: SprintParams, nonces: number): ModelOutput {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = createOutput(params, nonces);
  let from = 0;
  for (const { rows, outputs } of parts) {
    all.rows.set(rows, from * params.dim);
    all.outputs.set(outputs, from * params.vocab);
    from += rows.length / params.dim;
  }
  return all;
}
