// Looks from the main thread into what its workers do, with V8's own sampling profiler.

import { type NodeWorker, type Profiler, Session } from "node:inspector/promises";

/** Where each thread was, and for how long: microseconds of `process.hrtime`. */
export interface ThreadSamples {
  readonly samples: readonly {
    readonly fromUs: number;
    readonly toUs: number;
    readonly place: Place;
  }[];
}

/** Innermost function of a stack; `url` begins with `wasm:` in a kernel. */
export type Place = Readonly<Pick<Profiler.ProfileNode["callFrame"], "functionName" | "url">>;

export interface WorkerProfiler {
  /** Begins with all workers that there are. */
  start(): Promise<void>;
  stop(): Promise<readonly ThreadSamples[]>;
}

/** Ten times a second would do for an hour; a Sprint of seconds needs more. */
const intervalUs = 1000;

/** Workers opened from now on can be profiled. */
export async function openWorkerProfiler(): Promise<WorkerProfiler> {
  const session = new Session();
  session.connect();
  const workers: string[] = [];
  const answers = new Map<number, (result: unknown) => void>();
  session.on("NodeWorker.attachedToWorker", ({ params }) => void workers.push(params.sessionId));
  session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => {
    const { id, result } = JSON.parse(params.message);
    answers.get(id)?.(result);
    answers.delete(id);
  });
  await session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  let lastId = 0;
  const ask = (sessionId: string, method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++lastId;
      answers.set(id, resolve);
      const message = JSON.stringify({ id, method, params });
      const request: NodeWorker.SendMessageToWorkerParameterType = { sessionId, message };
      session.post("NodeWorker.sendMessageToWorker", request).catch(reject);
    });
  let profiled: readonly string[] = [];
  return {
    async start() {
      profiled = [...workers];
      for (const worker of profiled) {
        await ask(worker, "Profiler.enable");
        await ask(worker, "Profiler.setSamplingInterval", { interval: intervalUs });
        await ask(worker, "Profiler.start");
      }
    },
    async stop() {
      const profiles = profiled.map((worker) => ask(worker, "Profiler.stop"));
      const results = (await Promise.all(profiles)) as Profiler.StopReturnType[];
      session.disconnect();
      return results.map(({ profile }) => samplesOf(profile));
    },
  };
}

/** A sample stands for the time until the next one. */
function samplesOf({ nodes, startTime, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  let fromUs = startTime;
  const found = samples.map((id, i) => {
    fromUs += timeDeltas[i] ?? 0;
    const place = places.get(id) ?? { functionName: "", url: "" };
    return { fromUs, toUs: fromUs + (timeDeltas[i + 1] ?? 0), place };
  });
  return { samples: found };
}
