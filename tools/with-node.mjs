// Runs a file on the pinned Node, whatever Node the machine has.
//
//   node tools/with-node.mjs [node flags] <file> [arguments]
//
// The pinned binary comes from the platform package `node-<platform>-<arch>` in node_modules. Where
// no such package is published (macOS), the machine's own Node serves if it is new enough.
// The child sees the export condition `stadion-source`, so packages resolve to their TypeScript,
// and finds the same Node first on its PATH.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const sourceCondition = "stadion-source";
const oldestMajor = 24;

/** Path of the Node to run on; throws with the remedy where there is none. */
export function findNode() {
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const pinned = path.join(root, "node_modules", name, "bin", binary);
  if (existsSync(pinned)) return pinned;
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  throw new Error(
    `Expected ${pinned} or a Node of at least ${oldestMajor}, found Node ${process.versions.node}. ` +
      "Run `node tools/setup.mjs start`; if that brings none for this platform, install Node 24",
  );
}

/** Environment for a child that should use the given Node for whatever it starts itself. */
export function nodeEnv(node = findNode()) {
  const flag = `--conditions=${sourceCondition}`;
  const inherited = process.env.NODE_OPTIONS ?? "";
  return {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`,
    NODE_OPTIONS: inherited.includes(flag) ? inherited : `${inherited} ${flag}`.trim(),
    DENO_CONDITIONS: sourceCondition,
    DENO_NO_UPDATE_CHECK: "1",
    // Mesa complains on every start where there is none.
    XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
  };
}

/**
 * Calls back when npm, which started this, was told to end.
 *
 * npm passes a signal to its shell alone, which ends and passes it to no one: all there is to see is another parent.
 * @param {() => void} stop
 */
export function whenNpmEnds(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500).unref();
}

function main() {
  const node = findNode();
  const child = spawn(node, process.argv.slice(2), { stdio: "inherit", env: nodeEnv(node) });
  // The child decides when to stop: on Ctrl-C the terminal signals both, and we wait for it.
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  whenNpmEnds(() => child.kill("SIGTERM"));
  child.on("error", (error) => {
    console.error(`Could not start ${node}: ${error.message}`);
    process.exit(127);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
