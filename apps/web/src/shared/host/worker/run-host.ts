// One Host from its key's lock to its last word. Runs in the worker.

import { createHost, type HostView, type Network, type RunningHost } from "@stadion/protocol/host";
import { machineClock, machineRandom } from "@stadion/protocol/machine";
import type { ComputeConfig } from "#shared/compute/index.ts";
import type { KeyRecord } from "#shared/storage/index.ts";
import type { HostReport } from "../host-messages.ts";
import { openBrowserCompute } from "./adapters/browser-compute.ts";
import { createDexieStore } from "./adapters/dexie-store.ts";
import { createCoalescer } from "./coalesce.ts";

export interface RunOptions {
  readonly key: KeyRecord;
  readonly network: Network;
  readonly compute: ComputeConfig;
  readonly visible: () => boolean;
  readonly report: (report: HostReport) => void;
  /** What a person can ask of it, once it runs. */
  readonly onRunning: (host: RunningHost) => void;
  readonly signal: AbortSignal;
}

/** A view follows each batch, of which a fast machine has hundreds a second; no eye needs them all. */
const viewEveryMs = 100;

/** Runs the Host until the signal; waits first for the tab that has the same key, if there is one. */
export async function runHost(options: RunOptions): Promise<void> {
  const { key, report, signal } = options;
  // Two Hosts of one key would overwrite each other's commits.
  const lock = `stadion-host-${key.hostId}`;
  const locks = openLocks();
  const isFree = await locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held) await holdHost(options);
    return held !== null;
  });
  if (isFree || signal.aborted) return;
  report({ type: "standing", standing: "elsewhere" });
  try {
    await locks.request(lock, { signal }, () => holdHost(options));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The browser's locks, which it gives to secure pages alone. */
function openLocks(): LockManager {
  const { locks } = navigator as Partial<Pick<Navigator, "locks">>;
  if (locks) return locks;
  throw new Error(
    `Expected a page from https or http://127.0.0.1, found one from ${location.origin}: there the browser has no locks to keep a key in one tab`,
  );
}

async function holdHost(options: RunOptions): Promise<void> {
  const { key, network, report, signal, visible, onRunning } = options;
  report({ type: "standing", standing: "starting" });
  const closers: (() => Promise<void>)[] = [];
  try {
    const compute = await openBrowserCompute(options.compute, visible, (failure) =>
      report({ type: "device-failed", ...failure }),
    );
    closers.push(compute.close);
    const store = createDexieStore(key.hostId);
    const host = createHost({
      key: key.secretKey,
      ports: { clock: machineClock, store, compute, network, random: machineRandom },
    });
    const views = createCoalescer(viewEveryMs, createViewTeller(report, compute.reason));
    closers.push(async () => views.flush());
    closers.push(host.stop);
    host.onView(views.take);
    await host.start();
    report({ type: "standing", standing: "running" });
    onRunning(host);
    await aborted(signal);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Tells views; a history, which grows long and changes seldom, only when it is another than the last one's. */
function createViewTeller(report: RunOptions["report"], reason: () => string) {
  let told: HostView["history"] | undefined;
  return ({ history, ...rest }: HostView): void => {
    const view = history !== told ? { ...rest, history } : rest;
    told = history;
    report({ type: "view", view, backendReason: reason() });
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
