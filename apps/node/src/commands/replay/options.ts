import path from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../command.ts";
import { parsed } from "../option-values.ts";

export const usage = `npm run replay -- [--data .stadion/local] [--json]

  Runs all blocks of a full node's folder again, from the genesis and in memory, and compares
  every header, signature, result and the state that the folder keeps. The node may be running.

  --data  the folder (.stadion/local)
  --json  one JSON object

  Exit 0: all of it holds. 1: some of it does not; the block is named. 3: it could not be read.`;

export interface ReplayOptions {
  readonly dataFolder: string;
  readonly json: boolean;
}

export function parseReplayOptions(args: readonly string[]): ReplayOptions {
  const options = {
    data: { type: "string", default: path.join(".stadion", "local") },
    json: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`expected options, found ${extra}`);
  return { dataFolder: path.resolve(values.data), json: values.json };
}
