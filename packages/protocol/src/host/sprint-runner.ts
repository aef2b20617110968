import type { HostContext, Snapshot } from "./context.ts";
import { sprintElapsedMs } from "./context.ts";
import { messageOf } from "./message-of.ts";
import { runNonces } from "./run-nonces.ts";
import { createSchedule } from "./sprint-schedule.ts";
import type { SprintWork } from "./sprint-work.ts";

/** Failures of compute in one Sprint after which it is given up (HO5). */
const maxFailures = 3;

/** The computing of one Sprint, which goes on beside the Host's loop and without the network. */
export interface SprintRunner {
  /** Starts unless it runs, is over or was given up. */
  start(): void;
  isRunning(): boolean;
  /** Ends after the batch that is under way; resolves then. */
  stop(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  noncesPerSecond(): number;
  elapsedMs(): number;
}

export function createRunner(
  context: HostContext,
  work: SprintWork,
  latest: () => Snapshot,
  onProgress: () => void,
): SprintRunner {
  const { ports, view, wake, coverage } = context;
  const { clock, compute } = ports;
  const { stopMs } = createSchedule(latest().params.cycle);
  let aborter = new AbortController();
  let running: Promise<void> | undefined;
  let failures = 0;
  let noncesPerSecond = 0;
  let elapsedMs = 0;
  const remainingMs = (): number => {
    elapsedMs = sprintElapsedMs(latest(), clock);
    return stopMs - elapsedMs;
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    const { sprintSeed, hostKey } = work;
    const job = { params: latest().params.sprint, sprintSeed, hostKey };
    try {
      await runNonces({
        clock,
        compute,
        job,
        work,
        remainingMs,
        signal,
        throttle: context.standing.throttle,
        onSpan: (span) => coverage.covered(span, latest()),
        onProgress(rate) {
          noncesPerSecond = rate;
          onProgress();
        },
        onDoubt: (nonce) =>
          view.tell("bad", `Left out nonce ${nonce}: a second backend did not confirm it`),
      });
    } catch (error) {
      failures += 1;
      coverage.failed(latest());
      view.tell("bad", `Computing failed (${failures} of ${maxFailures}): ${messageOf(error)}`);
    }
  };
  return {
    start() {
      if (running || failures >= maxFailures || remainingMs() <= 0) return;
      aborter = new AbortController();
      running = run(aborter.signal).finally(() => {
        running = undefined;
        onProgress();
        wake();
      });
    },
    isRunning: () => running !== undefined,
    async stop() {
      aborter.abort();
      await running;
    },
    idle: async () => await running,
    noncesPerSecond: () => noncesPerSecond,
    elapsedMs: () => elapsedMs,
  };
}
