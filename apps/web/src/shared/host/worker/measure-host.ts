import type { RunningHost } from "@stadion/protocol/host";
import { describeError } from "#shared/errors/index.ts";
import type { HostReport } from "../host-messages.ts";

/** Long enough for the rate to settle, short enough to wait for. */
const benchmarkMs = 5000;

/** The one benchmark of this worker: its result comes with the Host's view. */
export interface Measuring {
  run(host: RunningHost): Promise<void>;
  stop(): void;
}

export function createMeasuring(report: (report: HostReport) => void): Measuring {
  let stop: AbortController | undefined;
  return {
    async run(host) {
      if (stop) return;
      stop = new AbortController();
      const { signal } = stop;
      report({ type: "benchmark", state: { doing: "running", share: 0, noncesPerSecond: 0 } });
      try {
        await host.benchmark({
          ms: benchmarkMs,
          signal,
          onProgress({ elapsedMs, ms, noncesPerSecond }) {
            const share = Math.min(1, elapsedMs / ms);
            report({ type: "benchmark", state: { doing: "running", share, noncesPerSecond } });
          },
        });
        report({ type: "benchmark", state: { doing: "nothing", trouble: undefined } });
      } catch (error) {
        const trouble = signal.aborted ? undefined : describeError(error);
        report({ type: "benchmark", state: { doing: "nothing", trouble } });
      } finally {
        stop = undefined;
      }
    },
    stop: () => stop?.abort(),
  };
}
