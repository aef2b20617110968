import { makeFilesPrivate } from "../../adapters/private-files.ts";
import type { Command } from "../../command.ts";
import { parseHostOptions, usage } from "./options.ts";
import { runHost } from "./run.ts";

export const host: Command = {
  name: "host",
  typed: "npm run host",
  summary: "Take part in every Sprint without a browser",
  async run(args, io) {
    if (args.includes("--help")) {
      io.print(usage);
      return 0;
    }
    makeFilesPrivate();
    return await runHost(parseHostOptions(args), io);
  },
};
