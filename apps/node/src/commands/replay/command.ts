import { makeFilesPrivate } from "../../adapters/private-files.ts";
import type { Command } from "../../command.ts";
import { parseReplayOptions, usage } from "./options.ts";
import { replayFolder } from "./run.ts";

export const replay: Command = {
  name: "replay",
  typed: "npm run replay",
  summary: "Run a node's blocks again from the genesis and say whether all of it holds",
  async run(args, io) {
    if (args.includes("--help")) {
      io.print(usage);
      return 0;
    }
    makeFilesPrivate(); // SQLite may put a log beside the ledger to read it
    return await replayFolder(parseReplayOptions(args), io);
  },
};
