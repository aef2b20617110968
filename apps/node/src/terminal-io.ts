import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { type CommandIo, StopRequestedError } from "./command.ts";
import { createQuestions } from "./terminal-questions.ts";

/** The terminal, the files and the clock of this process. */
export function terminalIo(): CommandIo {
  const { stdout, stderr } = process;
  const isTerminal = stderr.isTTY === true;
  const clear = () => isTerminal && stderr.write("\r\x1b[K");
  const stop = stopOnSignals();
  return {
    isTerminal,
    isOutputTerminal: stdout.isTTY === true,
    stop,
    ...createQuestions(process.stdin, stderr, stop),
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

/** From here on a second signal means: now. Before, it is the same Ctrl-C, passed on by a parent too. */
const sameSignalMs = 1000;

function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  const hear = (signal: NodeJS.Signals) => {
    if (!stop.signal.aborted) {
      first = performance.now();
      stop.abort(new StopRequestedError(signal));
    } else if (performance.now() - first > sameSignalMs) process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, hear);
  return stop.signal;
}
