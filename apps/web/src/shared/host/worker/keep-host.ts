// Keeps the Host that is wanted running: another key, network or backend ends one and starts the next.

import type { Network, RunningHost } from "@stadion/protocol/host";
import type { ComputeConfig } from "#shared/compute/index.ts";
import { describeError } from "#shared/errors/index.ts";
import type { KeyRecord } from "#shared/storage/index.ts";
import type { HostReport } from "../host-messages.ts";
import { runHost } from "./run-host.ts";

/** What a Host needs; it runs while all of it is there. */
interface Wanted {
  readonly network: Network;
  readonly key: KeyRecord;
  readonly compute: ComputeConfig;
}

export interface HostKeeper {
  want(change: { readonly [name in keyof Wanted]?: Wanted[name] | undefined }): void;
  /** Asks the Host that runs, or the next one as soon as it does. */
  ask(request: (host: RunningHost) => void): void;
}

export function createHostKeeper(
  report: (report: HostReport) => void,
  visible: () => boolean,
): HostKeeper {
  let wanted: { readonly [name in keyof Wanted]?: Wanted[name] | undefined } = {};
  let stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let host: RunningHost | undefined;
  const asked: ((host: RunningHost) => void)[] = [];
  const run = async (signal: AbortSignal): Promise<void> => {
    const { network, key, compute } = wanted;
    if (signal.aborted || !network || !compute) return;
    if (!key) return report({ type: "standing", standing: "no-key" });
    try {
      await runHost({
        key,
        network,
        compute,
        visible,
        report,
        signal,
        onRunning(now) {
          host = now;
          for (const request of asked.splice(0)) request(now);
        },
      });
    } catch (error) {
      report({ type: "failed", message: describeError(error) });
    } finally {
      host = undefined;
    }
  };
  return {
    want(change) {
      wanted = { ...wanted, ...change };
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      running = running.then(() => run(signal));
    },
    ask(request) {
      if (host) request(host);
      else asked.push(request);
    },
  };
}
