import type { Command } from "../../command.ts";
import { UsageError } from "../../command.ts";
import { parseRunOptions, parseVerifyOptions, usage } from "./options.ts";
import { run } from "./run.ts";
import { verify } from "./verify.ts";

export const sprint: Command = {
  name: "sprint",
  summary: "Find nonces for a seed and key, or re-run a proof file and say whether it holds",
  async run([verb, ...args], io) {
    switch (verb) {
      case "run":
        return await run(parseRunOptions(args), io);
      case "verify":
        return await verify(parseVerifyOptions(args), io);
      case undefined:
      case "help":
      case "--help":
        io.print(usage);
        return verb === undefined ? 2 : 0;
      default:
        throw new UsageError(`expected run or verify, found ${verb}`);
    }
  },
};
