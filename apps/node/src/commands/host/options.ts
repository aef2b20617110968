import path from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../command.ts";
import type { BackendChoice } from "../../compute/choose-backend.ts";
import { backendOf, parsed, wholeOf } from "../option-values.ts";

export const usage = `host  [--connect MULTIADDR] [--key-file FILE] [--data FOLDER] [--sprints N]
      [--backend auto|webgpu|wasm|oracle] [--threads N] [--json]

  --connect   a full node's address; without it the node on this machine is asked (port 4800)
  --key-file  the Host's secret key, made when missing (host.key in the data folder)
  --data      what the Host must remember (.stadion/host unless given)
  --sprints   leave after this many settled Sprints
  --backend   auto takes WebGPU on real hardware and wasm everywhere else
  --threads   of the wasm backend; all cores unless given
  --json      one JSON object a line`;

export interface HostOptions extends BackendChoice {
  readonly connect: string | undefined;
  readonly keyFile: string;
  readonly dataFolder: string;
  readonly sprints: number | undefined;
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
    json: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`expected options, found ${extra}`);
  const { connect, sprints, threads, backend, json } = values;
  const dataFolder = path.resolve(values.data);
  return {
    connect,
    keyFile: path.resolve(values["key-file"] ?? path.join(dataFolder, "host.key")),
    dataFolder,
    sprints: sprints === undefined ? undefined : wholeOf("--sprints", sprints, 1, 1_000_000),
    backend: backendOf(backend),
    ...(threads === undefined ? {} : { threads: wholeOf("--threads", threads, 1, 256) }),
    json,
  };
}
