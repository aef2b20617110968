// One Host from its key's lock to its last word. Runs in the worker.

import { createHost, type HostControls, type Network } from "@stadion/protocol/host";
import { createBrowserClock, createBrowserRandom } from "#shared/adapters/index.ts";
import type { ComputeConfig } from "#shared/compute/index.ts";
import type { KeyRecord } from "#shared/storage/index.ts";
import type { HostReport } from "../host-messages.ts";
import { openBrowserCompute } from "./adapters/browser-compute.ts";
import { createDexieStore } from "./adapters/dexie-store.ts";

export interface RunOptions {
  readonly key: KeyRecord;
  readonly network: Network;
  readonly compute: ComputeConfig;
  readonly visible: () => boolean;
  readonly report: (report: HostReport) => void;
  /** What a person can ask of it, once it runs. */
  readonly onControls: (controls: HostControls) => void;
  readonly signal: AbortSignal;
}

/** Runs the Host until the signal; waits first for the tab that has the same key, if there is one. */
export async function runHost(options: RunOptions): Promise<void> {
  const { key, report, signal } = options;
  // Two Hosts of one key would overwrite each other's commits.
  const lock = `stadion-host-${key.hostId}`;
  const isFree = await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held) await holdHost(options);
    return held !== null;
  });
  if (isFree || signal.aborted) return;
  report({ type: "standing", standing: "elsewhere" });
  try {
    await navigator.locks.request(lock, { signal }, () => holdHost(options));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function holdHost(options: RunOptions): Promise<void> {
  const { key, network, report, signal, visible, onControls } = options;
  report({ type: "standing", standing: "starting" });
  const closers: (() => Promise<void>)[] = [];
  try {
    const compute = await openBrowserCompute(options.compute, visible);
    closers.push(compute.close);
    const [clock, random] = [createBrowserClock(), createBrowserRandom()];
    const store = createDexieStore(key.hostId);
    const host = createHost({
      key: key.secretKey,
      ports: { clock, store, compute, network, random },
    });
    closers.push(host.stop);
    host.onView((view) => report({ type: "view", view, backendReason: compute.reason() }));
    await host.start();
    report({ type: "standing", standing: "running" });
    onControls(host);
    await aborted(signal);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
