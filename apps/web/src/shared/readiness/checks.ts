// What a Host needs of a browser, one check a line. Each asks a port for facts and judges them by a pure function.

import { describeError } from "#shared/errors/index.ts";
import type { BrowserFacts } from "./browser.ts";
import { type Finding, unknown } from "./finding.ts";
import {
  type GpuFacts,
  judgeGpu,
  judgeMachine,
  judgeWasm,
  type MachineFacts,
  type WasmFacts,
} from "./judge-compute.ts";
import { type ClockFacts, judgeClock, judgeNetwork, type NetworkFacts } from "./judge-network.ts";
import {
  judgeOrigin,
  judgePower,
  judgeReminders,
  judgeScreen,
  judgeStorage,
  type PermissionFacts,
  type PowerFacts,
  type StorageFacts,
} from "./judge-page.ts";

/** Where the facts come from. What can't be asked rejects. */
export interface Probes {
  browser(): BrowserFacts;
  origin(): { readonly isSecure: boolean; readonly origin: string };
  gpu(): Promise<GpuFacts>;
  wasm(): WasmFacts;
  network(signal: AbortSignal): Promise<NetworkFacts>;
  /** Nothing when no block came in time. */
  clock(signal: AbortSignal): Promise<ClockFacts | undefined>;
  storage(): Promise<StorageFacts>;
  machine(): MachineFacts;
  power(): Promise<PowerFacts | undefined>;
  hasWakeLock(): boolean;
  reminders(): PermissionFacts;
}

type Run = (probes: Probes, signal: AbortSignal) => Finding | Promise<Finding>;

const table = {
  origin: ["Secure page", (p) => judgeOrigin(p.origin().isSecure, p.origin().origin)],
  gpu: ["Graphics processor", async (p) => judgeGpu(await p.gpu(), p.browser())],
  wasm: ["WebAssembly", (p) => judgeWasm(p.wasm())],
  network: [
    "Way to the node",
    async (p, signal) => judgeNetwork(await p.network(signal), p.browser()),
  ],
  storage: ["Storage", async (p) => judgeStorage(await p.storage(), p.browser())],
  clock: ["Clock", async (p, signal) => judgeClock(await p.clock(signal), p.browser())],
  machine: ["Cores and memory", (p) => judgeMachine(p.machine(), p.browser())],
  power: ["Power", async (p) => judgePower(await p.power())],
  screen: ["Staying awake", (p) => judgeScreen(p.hasWakeLock(), p.browser())],
  reminders: ["Reminders", (p) => judgeReminders(p.reminders(), p.browser())],
} as const satisfies Record<string, readonly [string, Run]>;

export type CheckName = keyof typeof table;

export const checkNames = Object.keys(table) as readonly CheckName[];

export function checkTitle(name: CheckName): string {
  return table[name][0];
}

/** Runs all at once and tells each as it is done; none holds up another, and none rejects. */
export async function runChecks(
  probes: Probes,
  signal: AbortSignal,
  onFinding: (name: CheckName, finding: Finding) => void,
): Promise<void> {
  await Promise.all(
    checkNames.map(async (name) => {
      onFinding(name, await runCheck(table[name][1], probes, signal));
    }),
  );
}

async function runCheck(run: Run, probes: Probes, signal: AbortSignal): Promise<Finding> {
  const over = Promise.withResolvers<Finding>();
  const end = (): void => over.resolve(unknown("The browser gave no answer in time."));
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([run(probes, signal), over.promise]);
  } catch (error) {
    return unknown(`It could not be checked: ${describeError(error)}.`);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
