import { expect, test } from "vitest";
import { taskTimesOf } from "./task-times.ts";

const thread = (tid: number, name: string) => ({
  ...{ name: "thread_name", pid: 1, tid },
  args: { name },
});
const task = (tid: number, dur: number, tdur: number) => ({
  ...{ name: "ThreadControllerImpl::RunTask", pid: 1, tid },
  ...{ dur, tdur },
});

test("only tasks of a page's main thread count, and only those over 50 ms are long", () => {
  const traceEvents = [
    task(7, 50_000, 3000),
    thread(7, "CrRendererMain"),
    thread(8, "DedicatedWorker thread"),
    task(7, 50_001, 2000),
    task(8, 900_000, 900_000),
  ];
  const expected = { long: 1, longestMs: 50.001, longestCpuMs: 3, count: 2 };
  expect(taskTimesOf({ traceEvents })).toEqual(expected);
});

test("a trace without a main thread is no trace of a quiet one", () => {
  expect(() => taskTimesOf({ traceEvents: [task(8, 1, 1)] })).toThrow(/main thread/);
});
