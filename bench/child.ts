// Each measurement has a process of its own: no heap, compiler or driver of another disturbs it.

import { spawn } from "node:child_process";
import path from "node:path";
import { denoPath } from "../tools/drivers.mjs";
import { findNode, nodeEnv, root } from "../tools/with-node.mjs";

const limitMs = 600_000;

/** Runs a file of this folder on Node; its last line is what it measured. */
export function runOnNode<T>(file: string, ...args: string[]): Promise<T> {
  return run<T>(findNode(), [path.join(root, "bench", file), ...args], {});
}

/** The same in Deno, on the Vulkan driver that `driver` names. */
export function runOnDeno<T>(file: string, driver: Readonly<Record<string, string>>): Promise<T> {
  const args = ["run", "--allow-all", "--no-check", "--quiet", path.join(root, "bench", file)];
  return run<T>(denoPath(), args, driver);
}

function run<T>(
  program: string,
  args: string[],
  env: Readonly<Record<string, string>>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...nodeEnv(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
    });
    let out = "";
    let errors = "";
    child.stdout.on("data", (data) => {
      out += data;
    });
    child.stderr.on("data", (data) => {
      errors += data;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const last = out.trim().split("\n").at(-1) ?? "";
      if (code === 0 && last !== "") resolve(JSON.parse(last) as T);
      else reject(new Error(`${args.at(-1)} ended with ${signal ?? code}: ${errors.slice(-2000)}`));
    });
  });
}
