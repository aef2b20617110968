// Runs a file in the Deno that set-up brings, with the conditions of with-node.mjs.
//
//   node tools/with-deno.mjs <file> [arguments]

import { spawn } from "node:child_process";
import process from "node:process";
import { denoPath } from "./drivers.mjs";
import { nodeEnv, root, whenNpmEnds } from "./with-node.mjs";

const args = ["run", "--allow-all", "--no-check", "--quiet", ...process.argv.slice(2)];
const child = spawn(denoPath(), args, { cwd: root, stdio: "inherit", env: nodeEnv() });
// The child decides when to stop: on Ctrl-C the terminal signals both, and we wait for it.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => child.kill(signal));
whenNpmEnds(() => child.kill("SIGTERM"));
child.on("error", (error) => {
  console.error(`Could not start Deno: ${error.message}`);
  process.exitCode = 127;
});
child.on("exit", (code) => process.exit(code ?? 1));
