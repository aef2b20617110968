import path from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../command.ts";
import type { BackendChoice } from "../../compute/choose-backend.ts";
import { backendOf, parsed, threadsOf, wholeOf } from "../option-values.ts";

export const usage = `npm run host -- [--connect MULTIADDR] [--key-file FILE] [--data FOLDER] [--sprints N]
                [--backend auto|webgpu|wasm|oracle] [--threads N] [--throttle SHARE]
                [--take-over] [--benchmark SECONDS] [--json]

Takes part in every Sprint: computes, commits, reveals, and shows what the ledger makes of it.

  --connect    a full node's address; without it the node on this machine is asked (port 4800)
  --key-file   the Host's secret key, made when missing (host.key in the data folder)
  --data       what the Host must remember (.stadion/host unless given)
  --sprints    leave after this many settled Sprints
  --backend    auto takes WebGPU on real hardware and wasm everywhere else
  --threads    of the wasm backend, at most one a core; all cores unless given
  --throttle   share of the time in which to compute, 0.1 to 1; kept until another is given
  --take-over  you have stopped the other machine with this key: sign here at once
  --benchmark  measure this machine for so long, say what a Sprint should give, and end;
               nothing is signed
  --json       one JSON object a line: started, connection, log, sprint, missed, settled,
               controls, elsewhere, benchmark, stopping, stopped

Ctrl-C in a Sprint finishes it: computes to its end and reveals, then stops. Ctrl-C again stops
now, as does SIGTERM: the node then reveals what was committed so far.

Ends with 0; 1 if one of the --sprints gave no weight; 2 for wrong arguments; 3 if it failed.`;

export interface HostOptions extends BackendChoice {
  readonly connect: string | undefined;
  readonly keyFile: string;
  readonly dataFolder: string;
  readonly sprints: number | undefined;
  readonly throttle: number | undefined;
  readonly takeOver: boolean;
  /** Milliseconds to measure; `undefined` to take part. */
  readonly benchmarkMs: number | undefined;
  readonly json: boolean;
}

export function parseHostOptions(args: readonly string[]): HostOptions {
  const options = {
    connect: { type: "string" },
    "key-file": { type: "string" },
    data: { type: "string", default: path.join(".stadion", "host") },
    sprints: { type: "string" },
    backend: { type: "string", default: "auto" },
    threads: { type: "string" },
    throttle: { type: "string" },
    "take-over": { type: "boolean", default: false },
    benchmark: { type: "string" },
    json: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`expected options, found ${extra}`);
  const { connect, sprints, threads, backend, throttle, benchmark, json } = values;
  const dataFolder = path.resolve(values.data);
  return {
    connect,
    keyFile: path.resolve(values["key-file"] ?? path.join(dataFolder, "host.key")),
    dataFolder,
    sprints: sprints === undefined ? undefined : wholeOf("--sprints", sprints, 1, 1_000_000),
    throttle: throttle === undefined ? undefined : shareOf(throttle),
    takeOver: values["take-over"],
    benchmarkMs:
      benchmark === undefined ? undefined : 1000 * wholeOf("--benchmark", benchmark, 1, 3600),
    backend: backendOf(backend),
    ...(threads === undefined ? {} : { threads: threadsOf(threads) }),
    json,
  };
}

function shareOf(text: string): number {
  const share = Number(text);
  if (/^[\d.]{1,6}$/.test(text) && share >= 0.1 && share <= 1) return share;
  throw new UsageError(`--throttle expects a share from 0.1 to 1, found ${text}`);
}
