import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  createOracleBackend,
  createSprintCompute,
  createWasmBackend,
  type SprintCompute,
} from "@stadion/gpu-kernels/sprint-model";
import {
  type ContractCase,
  clockContract,
  computeContract,
  createContractNode,
  networkContract,
  randomContract,
  storeContract,
} from "@stadion/protocol/host/contracts";
import { machineClock, machineRandom } from "@stadion/protocol/machine";
import { connectToNode } from "@stadion/protocol/network";
import { startNodeServer } from "@stadion/protocol/network/server";
import { presets } from "@stadion/protocol/params";
import { createFileStore } from "./file-store.ts";

// The contracts of the Host's ports, over the adapters of Node and Deno; a runtime's own test file runs each case.

const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};
const nonces = Array.from({ length: 70 }, (_, i) => BigInt(i));

async function openStore() {
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-port-"));
  return { store: createFileStore(folder), reopen: async () => createFileStore(folder) };
}

/** Each case with its own threads, which go when it ends. */
async function computeCases(): Promise<ContractCase[]> {
  const results = await createOracleBackend().evaluate(job, nonces);
  const open: SprintCompute[] = [];
  const make = async () => {
    const compute = createSprintCompute(await createWasmBackend({ threads: 2 }), { threads: 2 });
    open.push(compute);
    return compute;
  };
  return computeContract(make, { job, results }).map(({ name, run }) => ({
    name,
    run: () => run().finally(() => Promise.all(open.splice(0).map((compute) => compute.close()))),
  }));
}

/** Each case over a connection of its own, to a node in the same process. */
function networkCases(): ContractCase[] {
  const open: { stop(): Promise<void> }[] = [];
  const make = async () => {
    const service = createContractNode();
    const listen = ["/ip4/127.0.0.1/tcp/0"];
    const server = await startNodeServer({ service, listen, keySeed: new Uint8Array(32).fill(3) });
    open.push(server);
    const network = await connectToNode({ addresses: server.addresses, transports: "server" });
    open.push(network);
    return { network, announce: service.announce };
  };
  const stopAll = async (): Promise<void> => {
    for (const each of open.splice(0).reverse()) await each.stop();
  };
  return networkContract(make).map(({ name, run }) => ({
    name,
    run: () => run().finally(stopAll),
  }));
}

const named = (port: string, cases: readonly ContractCase[]) =>
  cases.map(({ name, run }) => ({ name: `[HO13] ${port}: ${name}`, run }));

export const portCases: readonly ContractCase[] = [
  ...named(
    "Clock",
    clockContract(() => machineClock),
  ),
  ...named(
    "Random",
    randomContract(() => machineRandom),
  ),
  ...named("Store", storeContract(openStore)),
  ...named("Compute", await computeCases()),
  ...named("Network", networkCases()),
];
