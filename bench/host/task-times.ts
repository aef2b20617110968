/** What Chrome's tracing writes, as far as it is read here. */
export interface Trace {
  readonly traceEvents: readonly TraceEvent[];
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** On the clock and on the processor, in microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: unknown };
}

/** Tasks of a page's main thread. */
export interface TaskTimes {
  /** How many took more than 50 ms. */
  readonly long: number;
  readonly longestMs: number;
  /** The most that one had the processor. Far below `longestMs` where others had it meanwhile. */
  readonly longestCpuMs: number;
  readonly count: number;
}

/** From here on a person may notice. */
const longMs = 50;

/** Throws where the trace shows no task of a main thread. */
export function taskTimesOf({ traceEvents }: Trace): TaskTimes {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => event.name === "ThreadControllerImpl::RunTask" && mainThreads.has(threadOf(event)),
  );
  if (tasks.length === 0)
    throw new Error(`Expected tasks of a main thread, found ${traceEvents.length} other events`);
  const times = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    long: times.filter((ms) => ms > longMs).length,
    longestMs: Math.max(...times),
    longestCpuMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
    count: tasks.length,
  };
}
