import { hexToBytes } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CrewOptions, openCrew } from "./crew.ts";
import type { Request } from "./messages.ts";
import { openWorker, type WorkerListener, type WorkerPort } from "./open-worker.ts";

const key = hexToBytes("11".repeat(32));
const seeds = [hexToBytes("22".repeat(32))];
const { sprint: params } = presets.test;
const two: CrewOptions = { dot: "i16", threads: 2, shared: true };

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

test("a worker that gives no sign of life for too long is lost, and all of them are closed", async () => {
  const fakes = fakePorts();
  const opening = openCrew({ ...two, patience: 10, open: fakes.open });
  fakes.listeners[0]?.message({ kind: "done" });
  const lost = expect(opening).rejects.toMatchObject({
    name: "BackendLostError",
    message: "Workers gave no sign for 10 seconds",
  });
  vi.advanceTimersByTime(10_000);
  fakes.listeners[1]?.message({ kind: "progress" });
  vi.advanceTimersByTime(10_000);
  expect(fakes.closed).toEqual([]);
  vi.advanceTimersByTime(1000);
  await lost;
  expect(fakes.closed).toEqual([0, 1]);
});

test("one that waits for work is not lost", async () => {
  const fakes = fakePorts();
  const opening = openCrew({ ...two, patience: 10, open: fakes.open });
  for (const listener of fakes.listeners) listener.message({ kind: "done" });
  await opening;
  vi.advanceTimersByTime(100_000);
  expect(fakes.closed).toEqual([]);
});

test("a worker that crashes while it runs takes the crew down", async () => {
  const workers: WorkerPort[] = [];
  const crew = await openCrew({
    ...two,
    open: (listener) => {
      workers.push(openWorker(listener));
      return workers.at(-1) as WorkerPort;
    },
  });
  await crew.run(params, key, seeds);
  const running = crew.run(presets.mainnet.sprint, key, seeds);
  workers[1]?.close();
  await expect(running).rejects.toThrow("Worker 1 is gone: it ended with code 1");
  await expect(crew.run(params, key, seeds)).rejects.toThrow("Worker 1 is gone");
});

test("a worker that throws takes the crew down with its reason", async () => {
  const crew = await openCrew(two);
  const running = crew.run(params, new Uint8Array(31), seeds);
  await expect(running).rejects.toThrow("Invalid DataView length");
});

test("a worker has its next run before it answered the last one", async () => {
  const fakes = fakePorts();
  const opening = openCrew({ ...two, open: fakes.open });
  const answer = (worker: number, reply: object) => fakes.listeners[worker]?.message(reply);
  const output = { kind: "output", output: { rows: Int32Array.of(1), outputs: Int8Array.of(2) } };
  for (const worker of [0, 1]) answer(worker, { kind: "done" });
  const crew = await opening;
  const runs = [crew.run(params, key, seeds), crew.run(params, key, seeds)];
  expect(fakes.posted[0]).toEqual(["greet", "prepare", "run", "run"]);
  for (const worker of [0, 1]) answer(worker, { kind: "done" });
  answer(0, output);
  expect(await runs[0]).toBe(output.output);
  crew.close();
  await expect(runs[1]).rejects.toMatchObject({ name: "BackendLostError" });
});

/** Workers that say only what the test says for them. */
function fakePorts() {
  const listeners: WorkerListener[] = [];
  const closed: number[] = [];
  const posted: string[][] = [];
  const open = (listener: WorkerListener): WorkerPort => {
    const index = listeners.push(listener) - 1;
    posted.push([]);
    const post = (message: unknown) => void posted[index]?.push((message as Request).kind);
    return { post, close: () => void closed.push(index) };
  };
  return { listeners, closed, posted, open };
}
