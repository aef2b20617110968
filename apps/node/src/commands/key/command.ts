import process from "node:process";
import { makeFilesPrivate } from "../../adapters/private-files.ts";
import type { Command } from "../../command.ts";
import { parseKeyOptions, usage } from "./options.ts";
import { runKey } from "./run.ts";

export const key: Command = {
  name: "key",
  typed: "npm run key",
  summary: "Show a Host's key, write it down as 24 words or a file, and restore it",
  async run(args, io) {
    const [verb] = args;
    if (verb === undefined || verb === "help" || args.includes("--help")) {
      io.print(usage);
      return verb === undefined ? 2 : 0;
    }
    makeFilesPrivate();
    return await runKey(parseKeyOptions(args, process.env.STADION_PASSPHRASE), io);
  },
};
