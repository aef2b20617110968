import process from "node:process";
import { type Command, type CommandIo, UsageError } from "./command.ts";
import { terminalIo } from "./terminal-io.ts";

/** Commands by name, loaded when called: a verifier needs no network, a Host no ledger. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  node: async () => (await import("./commands/node/command.ts")).node,
  host: async () => (await import("./commands/host/command.ts")).host,
  sprint: async () => (await import("./commands/sprint/command.ts")).sprint,
  key: async () => (await import("./commands/key/command.ts")).key,
  replay: async () => (await import("./commands/replay/command.ts")).replay,
};

/** Without arguments it is a full node: the main job starts by itself. */
async function main([name = "node", ...args]: readonly string[]): Promise<number> {
  const io = terminalIo();
  let command: Command | undefined;
  try {
    if (name === "help" || name === "--help") return await help(io);
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load) {
      const known = Object.keys(commands).join(", ");
      throw new UsageError(`expected a command (${known}), found ${name}`);
    }
    command = await load();
    return await command.run(args, io);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof UsageError) {
      io.warn(error.message);
      if (command) io.warn(`See what it takes: ${command.typed} -- --help`);
      return 2;
    }
    // "Could not do it" is never a no, which is 1.
    io.warn(`Failed: ${error.message}`);
    return 3;
  }
}

async function help(io: CommandIo): Promise<number> {
  for (const load of Object.values(commands)) {
    const { typed, summary } = await load();
    io.print(`${typed.padEnd(16)} ${summary}`);
  }
  return 0;
}

process.exit(await main(process.argv.slice(2)));
