import path from "node:path";
import { parseArgs } from "node:util";
import { type Params, presetNames } from "@stadion/protocol/params";
import { UsageError } from "../../command.ts";
import type { NodePorts } from "../../full-node/taken-ports.ts";
import { parsed, presetOf, wholeOf } from "../option-values.ts";

export const usage = `npm start -- [--preset local] [--port 4800] [--data FOLDER] [--listen-host 127.0.0.1] [--json]

  --preset       params of the network: ${presetNames.join(", ")} (local unless given)
  --port         the page and where Hosts ask for the node (4800); the three ports above it take
                 libp2p over TCP, over WebSockets and, of UDP, over WebRTC; 0 lets the system
                 choose all four
  --data         ledger and key (.stadion/<preset> unless given)
  --listen-host  address to listen at; 0.0.0.0 lets other machines in (127.0.0.1)
  --json         one JSON object a line`;

export interface NodeOptions {
  readonly params: Params;
  readonly ports: NodePorts;
  readonly dataFolder: string;
  readonly listenHost: string;
  readonly json: boolean;
}

export function parseNodeOptions(args: readonly string[]): NodeOptions {
  const options = {
    preset: { type: "string", default: "local" },
    port: { type: "string", default: "4800" },
    data: { type: "string" },
    "listen-host": { type: "string", default: "127.0.0.1" },
    json: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`expected options, found ${extra}`);
  const params = presetOf(values.preset);
  const web = wholeOf("--port", values.port, 0, 65_532);
  return {
    params,
    ports:
      web === 0
        ? { web, tcp: 0, ws: 0, webrtc: 0 }
        : { web, tcp: web + 1, ws: web + 2, webrtc: web + 3 },
    dataFolder: path.resolve(values.data ?? path.join(".stadion", params.name)),
    listenHost: values["listen-host"],
    json: values.json,
  };
}
