// Many real Hosts in one process, each with a connection, a key and a store of its own, as a hundred tabs would be.
//
//   node crowd-hosts.ts ADDRESS COUNT
//
// They share one wasm backend, and each is held to a small rate: every proof is short and genuine, and the machine is
// left to the node, which is what is measured. Says when all are registered and when all are settled, then ends.

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createSprintCompute,
  createWasmBackend,
  type SprintCompute,
} from "@stadion/gpu-kernels/sprint-model";
import { type Compute, createHost, type RunningHost } from "@stadion/protocol/host";
import { machineClock, machineRandom } from "@stadion/protocol/machine";
import { connectToNode } from "@stadion/protocol/network";
import { hostShows } from "./host-shows.ts";
import { createMemoryStore } from "./memory-store.ts";

/** Nonces that a Host tries at once, and how long it rests then: on `local`, some 14 finds in a Sprint. */
const batch = 64;
const restMs = 2000;

const [address = "", count = "1"] = process.argv.slice(2);

/** The shared backend, as a slow machine of one's own. */
function createSlowCompute(shared: SprintCompute): Compute {
  return {
    describe: shared.describe,
    batch: () => batch,
    async evaluate(job, nonces) {
      const start = performance.now();
      const results = await shared.evaluate(job, nonces);
      await sleep(Math.max(0, restMs - (performance.now() - start)));
      return results;
    },
    recheck: shared.recheck,
  };
}

async function startHost(shared: SprintCompute): Promise<RunningHost> {
  const network = await connectToNode({
    addresses: [address],
    transports: "browser",
  });
  const ports = { clock: machineClock, random: machineRandom, network, store: createMemoryStore() };
  const compute = createSlowCompute(shared);
  const host = createHost({ key: machineRandom.bytes(32), ports: { ...ports, compute } });
  host.join();
  await host.start();
  return host;
}

/** What went wrong, each with how many Hosts say so. */
function complaints(hosts: readonly RunningHost[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const host of hosts)
    for (const text of new Set(
      host
        .view()
        .log.filter(({ kind }) => kind === "bad")
        .map((event) => event.text),
    ))
      counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

const threads = 1;
const shared = createSprintCompute(await createWasmBackend({ threads }), { threads });
const hosts = await Promise.all(Array.from({ length: Number(count) }, () => startHost(shared)));
const tell = (event: string, facts: object) => console.log(JSON.stringify({ event, ...facts }));
await Promise.all(hosts.map((host) => hostShows(host, ({ registered }) => registered)));
tell("registered", { complaints: complaints(hosts) });
await Promise.all(hosts.map((host) => hostShows(host, ({ sprint }) => sprint?.step === "settled")));
tell("settled", {
  complaints: complaints(hosts),
  hosts: hosts.map((host) => {
    const { hostId, sprint } = host.view();
    return { hostId, status: sprint?.ledger?.status, count: sprint?.ledger?.count };
  }),
});
process.exit(0);
