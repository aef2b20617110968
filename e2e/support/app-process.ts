import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { denoPath } from "../../tools/drivers.mjs";
import { findNode, nodeEnv } from "../../tools/with-node.mjs";
import { root } from "./build-web-app.ts";

/** A line of `--json` output. */
export type Line = { readonly event: string; readonly [name: string]: unknown };

/** A running command of apps/node. */
export interface AppProcess {
  /** All lines so far. */
  readonly lines: readonly Line[];
  readonly pid: number;
  /** What it wrote to standard error. */
  errors(): string;
  /** The first line, of now or later, that fits; rejects when the process ends or the time is over. */
  line(fits: (line: Line) => boolean, ms?: number): Promise<Line>;
  kill(signal: NodeJS.Signals): void;
  /** Exit code; `null` after a signal. */
  readonly exit: Promise<number | null>;
}

const main = path.join(root, "apps", "node", "src", "main.ts");

/** Starts a command with `--json`, in its runtime itself so that a signal reaches it and nothing else. */
export function startApp(runtime: "node" | "deno", args: readonly string[]): AppProcess {
  const [program, flags] =
    runtime === "node"
      ? [findNode(), []]
      : [denoPath(), ["run", "--allow-all", "--no-check", "--quiet"]];
  const child = spawn(program, [...flags, main, ...args, "--json"], {
    cwd: root,
    env: { ...nodeEnv(), NODE_ENV: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return follow(child, `${runtime} ${args.join(" ")}`);
}

function follow(child: ChildProcess, name: string): AppProcess {
  const lines: Line[] = [];
  const listeners = new Set<() => void>();
  let errors = "";
  let isOver = false;
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  if (child.stdout)
    createInterface({ input: child.stdout }).on("line", (text) => {
      lines.push(JSON.parse(text));
      changed();
    });
  const exit = new Promise<number | null>((resolve) => {
    child.on("close", (code) => {
      isOver = true;
      resolve(code);
      changed();
    });
  });
  return {
    lines,
    exit,
    pid: child.pid ?? 0,
    errors: () => errors,
    kill: (signal) => void child.kill(signal),
    line: (fits, ms = 60_000) =>
      new Promise((resolve, reject) => {
        const told = () => `${name}: ${lines.map((line) => JSON.stringify(line)).join("\n")}`;
        const fail = (why: string) =>
          end(() => reject(new Error(`${why} in ${told()}\n${errors}`)));
        const timer = setTimeout(() => fail(`No such line in ${ms} ms`), ms);
        const look = () => {
          const found = lines.find(fits);
          if (found) end(() => resolve(found));
          else if (isOver) fail("Ended without such a line");
        };
        const end = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        listeners.add(look);
        look();
      }),
  };
}

/** An empty folder of its own. */
export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "stadion-e2e-"));
}

/** The first of three TCP ports in a row that nothing listens on, and the same of the UDP port behind them. */
export async function freePorts(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([first, first + 1, first + 2].map(isFree));
    if (free.every(Boolean) && (await isFreeForUdp(first + 3))) return first;
  }
  throw new Error("Found no four free ports in a row");
}

function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind(port, "127.0.0.1", () => socket.close(() => resolve(true)));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
