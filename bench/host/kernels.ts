// A real Host on a real node, and where its compute threads are during a Sprint: `node kernels.ts PRESET`.
//
// The share is of the time on the clock of the threads that try nonces, from the first batch on: what they wait for one
// another, for the next batch or for the processor counts against it.

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { type Compute, createHost } from "@stadion/protocol/host";
import { machineClock, machineRandom } from "@stadion/protocol/machine";
import { connectToNode } from "@stadion/protocol/network";
import type { PresetName } from "@stadion/protocol/params";
import { openCompute } from "../../apps/node/src/compute/choose-backend.ts";
import { hostShows } from "./host-shows.ts";
import { startLocalNode } from "./local-node.ts";
import { createMemoryStore } from "./memory-store.ts";
import {
  openWorkerProfiler,
  type Place,
  type ThreadSamples,
  type WorkerProfiler,
} from "./profile-workers.ts";

/** Shares of the threads' time, all together 1. */
export interface KernelShares {
  readonly threads: number;
  readonly kernels: number;
  /** At the barrier that ends each phase. */
  readonly barrier: number;
  /** Without a batch. */
  readonly idle: number;
  readonly script: number;
  readonly noncesPerSecond: number;
}

/** Enough of a Sprint that lasts ten minutes. */
const longestMs = 40_000;

const [preset = "local"] = process.argv.slice(2) as [PresetName?];
const nowUs = (): number => Number(process.hrtime.bigint() / 1000n);

/** The machine's compute, with the profiler running from its first batch to its last. */
function createWatchedCompute(compute: Compute, profiler: WorkerProfiler) {
  let starting: Promise<number> | undefined;
  let lastUs = 0;
  const watched: Compute = {
    describe: compute.describe,
    batch: compute.batch,
    async evaluate(job, nonces) {
      starting ??= profiler.start().then(nowUs);
      await starting;
      const results = await compute.evaluate(job, nonces);
      lastUs = nowUs();
      return results;
    },
    recheck: compute.recheck,
  };
  return { watched, firstUs: async () => await starting, lastUs: () => lastUs };
}

function partOf({ functionName, url }: Place): "kernels" | "barrier" | "idle" | "script" {
  if (url.startsWith("wasm:")) return "kernels";
  if (url.endsWith("/team.ts")) return "barrier";
  return functionName === "(idle)" ? "idle" : "script";
}

function sharesOf(threads: readonly ThreadSamples[], fromUs: number, toUs: number) {
  const shares = { kernels: 0, barrier: 0, idle: 0, script: 0 };
  const whole = threads.length * (toUs - fromUs);
  for (const { samples } of threads)
    for (const sample of samples) {
      const us = Math.min(sample.toUs, toUs) - Math.max(sample.fromUs, fromUs);
      if (us > 0) shares[partOf(sample.place)] += us / whole;
    }
  return shares;
}

async function measure(address: string): Promise<KernelShares> {
  const profiler = await openWorkerProfiler();
  const compute = await openCompute({ backend: "wasm" }, console.error);
  const { watched, firstUs, lastUs } = createWatchedCompute(compute, profiler);
  const network = await connectToNode({
    addresses: [address],
    transports: "server",
  });
  const machine = { clock: machineClock, random: machineRandom, store: createMemoryStore() };
  const ports = { ...machine, network, compute: watched };
  const host = createHost({ key: machineRandom.bytes(32), ports });
  host.join();
  await host.start();
  await hostShows(host, ({ sprint }) => sprint?.step === "running");
  const over = hostShows(host, ({ sprint }) => sprint?.step !== "running").then(lastUs);
  const toUs = await Promise.race([over, sleep(longestMs).then(nowUs)]);
  const tried = Number(host.view().sprint?.tried ?? 0n);
  const fromUs = (await firstUs()) ?? toUs;
  const threads = await profiler.stop();
  const noncesPerSecond = (1e6 * tried) / (toUs - fromUs);
  return { threads: threads.length, ...sharesOf(threads, fromUs, toUs), noncesPerSecond };
}

const node = await startLocalNode(preset);
const [address = ""] = node.addresses;
const shares = await measure(address).finally(node.stop);
console.log(JSON.stringify(shares));
process.exit(0);
