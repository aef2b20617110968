import { makeFilesPrivate } from "../../adapters/private-files.ts";
import type { Command } from "../../command.ts";
import { parseNodeOptions, usage } from "./options.ts";
import { runNode } from "./run.ts";

export const node: Command = {
  name: "node",
  typed: "npm start",
  summary: "Run a full node: its ledger, the network and the page",
  async run(args, io) {
    if (args.includes("--help")) {
      io.print(usage);
      return 0;
    }
    makeFilesPrivate();
    return await runNode(parseNodeOptions(args), io);
  },
};
