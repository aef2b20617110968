import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";

/** A line of JSON that a process of ours prints. */
export type Line = { readonly event: string; readonly [name: string]: unknown };

/** A process that says what happens, one JSON object a line. */
export interface LineProcess {
  readonly pid: number;
  /** Lines that are no JSON: npm and the set-up speak too. */
  readonly told: readonly string[];
  /** The first line of this event that fits, of now or later; rejects when the process ends or the time is over. */
  line(event: string, ms: number, fits?: (line: Line) => boolean): Promise<Line>;
  /** Resolves when it has ended, forced to after a while. */
  stop(): Promise<void>;
}

/** From the signal to the process's end. */
const farewellMs = 5000;

export function startLineProcess(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): LineProcess {
  // In a group of its own: npm and the shell it starts pass no signal on.
  const child = spawn(program, args, {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const lines: Line[] = [];
  const told: string[] = [];
  const listeners = new Set<() => void>();
  let errors = "";
  let ended: string | undefined;
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  child.stderr.on("data", (chunk) => {
    errors = (errors + chunk).slice(-4000);
  });
  createInterface({ input: child.stdout }).on("line", (text) => {
    if (text.startsWith("{")) lines.push(JSON.parse(text));
    else told.push(text);
    changed();
  });
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && ended === undefined) process.kill(-child.pid, signal);
  };
  const abandon = () => kill("SIGKILL");
  process.once("exit", abandon); // else it would outlive an interrupted run
  const exit = new Promise<void>((resolve) => {
    const end = (how: unknown) => {
      ended ??= String(how);
      process.off("exit", abandon);
      resolve();
      changed();
    };
    child.on("error", end);
    child.on("close", (code, signal) => end(`ended with ${signal ?? code}`));
  });
  return {
    pid: child.pid ?? 0,
    told,
    line: (event, ms, fits = () => true) =>
      new Promise((resolve, reject) => {
        const fail = (why: string) =>
          end(() =>
            reject(new Error(`Expected "${event}" of ${args.join(" ")}, ${why}: ${errors}`)),
          );
        const timer = setTimeout(() => fail(`found none in ${ms} ms`), ms);
        const end = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const look = () => {
          const found = lines.find((line) => line.event === event && fits(line));
          if (found) end(() => resolve(found));
          else if (ended !== undefined) fail(`it ${ended}`);
        };
        listeners.add(look);
        look();
      }),
    async stop() {
      kill("SIGTERM");
      const timer = setTimeout(() => kill("SIGKILL"), farewellMs);
      await exit;
      clearTimeout(timer);
    },
  };
}
