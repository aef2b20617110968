// The contracts of the Host's ports over the browser's adapters, in a worker as the Host is; contracts.page.ts starts it
// and lends it connections.

import { createOracleBackend, type SprintCompute } from "@stadion/gpu-kernels/sprint-model";
import {
  type ContractCase,
  clockContract,
  computeContract,
  networkContract,
  randomContract,
  storeContract,
} from "@stadion/protocol/host/contracts";
import { machineClock, machineRandom } from "@stadion/protocol/machine";
import { presets } from "@stadion/protocol/params";
import { describeError } from "#shared/errors/index.ts";
import { openNetworkPort } from "../../network-port.ts";
import { openBrowserCompute } from "./browser-compute.ts";
import { createDexieStore } from "./dexie-store.ts";

/** What the worker asks of its page, and at last its results, a line each. */
export type ContractsReport =
  | { readonly type: "connect" }
  | { readonly type: "announce"; readonly height: bigint }
  | { readonly type: "results"; readonly lines: readonly string[] };

export type ContractsRequest = { readonly type: "connected"; readonly port: MessagePort };

const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};
const nonces = Array.from({ length: 70 }, (_, i) => BigInt(i));
const open: SprintCompute[] = [];

async function makeCompute(): Promise<SprintCompute> {
  const compute = await openBrowserCompute({ choice: "wasm", threads: 2 }, () => true);
  open.push(compute);
  return compute;
}

async function openStore() {
  const owner = crypto.randomUUID();
  return { store: createDexieStore(owner), reopen: async () => createDexieStore(owner) };
}

async function connect() {
  const port = await new Promise<MessagePort>((resolve) => {
    const options = { once: true };
    const take = ({ data }: MessageEvent<ContractsRequest>): void => resolve(data.port);
    addEventListener("message", take, options);
    report({ type: "connect" });
  });
  const network = openNetworkPort(port);
  await new Promise<void>((resolve) => {
    network.onConnection(({ state }) => state === "connected" && resolve());
  });
  return {
    network,
    announce: ({ height }: { readonly height: bigint }) => report({ type: "announce", height }),
  };
}

function report(message: ContractsReport): void {
  postMessage(message);
}

async function runCase({ name, run }: ContractCase): Promise<string> {
  try {
    await run();
    return `ok ${name}`;
  } catch (error) {
    return `failed ${name}: ${describeError(error)}`;
  } finally {
    await Promise.all(open.splice(0).map((compute) => compute.close()));
  }
}

const results = await createOracleBackend().evaluate(job, nonces);
const ports = {
  Clock: clockContract(() => machineClock),
  Random: randomContract(() => machineRandom),
  Store: storeContract(openStore),
  Compute: computeContract(makeCompute, { job, results }),
  Network: networkContract(connect),
};
const lines: string[] = [];
for (const [port, cases] of Object.entries(ports))
  for (const each of cases) lines.push(`${port}: ${await runCase(each)}`);
report({ type: "results", lines });
