import type { Command } from "../../command.ts";
import { UsageError } from "../../command.ts";
import { parseRunOptions, parseVerifyOptions, usage } from "./options.ts";
import { run } from "./run.ts";
import { verify } from "./verify.ts";

export const sprint: Command = {
  name: "sprint",
  typed: "npm run sprint",
  summary: "Find nonces for a seed and key, or re-run a proof file and say whether it holds",
  async run(given, io) {
    const [verb, ...args] = given;
    if (verb === undefined || verb === "help" || given.includes("--help")) {
      io.print(usage);
      return verb === undefined ? 2 : 0;
    }
    switch (verb) {
      case "run":
        return await run(parseRunOptions(args), io);
      case "verify":
        return await verify(parseVerifyOptions(args), io);
      default:
        throw new UsageError(`expected run or verify, found ${verb}`);
    }
  },
};
