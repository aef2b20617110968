import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { CommandIo } from "./command.ts";

/** The terminal, the files and the clock of this process. */
export function terminalIo(): CommandIo {
  const { stdout, stderr } = process;
  const isTerminal = stderr.isTTY === true;
  const clear = () => isTerminal && stderr.write("\r\x1b[K");
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return {
    isTerminal,
    stop: stop.signal,
    print(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    warn(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(line) {
      if (isTerminal) stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    nowMs: () => performance.now(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    readFile: async (file) => new Uint8Array(await readFile(inCallersFolder(file))),
    writeFile: (file, bytes) => writeFile(inCallersFolder(file), bytes),
  };
}

/** npm runs scripts in the project's folder; a person means the folder they stand in. */
function inCallersFolder(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}
