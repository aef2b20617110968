// Runs everything that must hold before a change lands.
//
//   node tools/test.mjs            brings what is missing, then every step below
//   node tools/test.mjs --check    the gate: only the steps marked `gate`
//
// All steps run even if one fails. The last line counts single tests; a step that is not a Vitest
// project counts as one, unless it writes its own counts. Add a step to the list below, nowhere else.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setup } from "./setup.mjs";
import { findNode, nodeEnv, root, whenNpmEnds } from "./with-node.mjs";

/**
 * `run` is a script and its arguments, started on the pinned Node; `vitest` a project's name. `counts` is the file in
 * .cache/test in which the script leaves `{ passed, failed, skipped }`.
 * @typedef {{ name: string, gate?: boolean, run?: string[], counts?: string, vitest?: string }} Step
 * @typedef {{ name: string, seconds: number, passed: number, failed: number, skipped: number }} Outcome
 */

/** @type {Step[]} */
const steps = [
  {
    name: "format and lint",
    gate: true,
    run: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  },
  { name: "types", gate: true, run: ["node_modules/typescript/bin/tsc", "-b"] },
  { name: "rule IDs", gate: true, run: ["tools/check-rules.ts"] },
  {
    name: "unused code",
    gate: true,
    run: ["node_modules/knip/bin/knip.js", "--no-config-hints"],
  },
  { name: "unit tests", gate: true, vitest: "unit" },
  { name: "twin and vectors", run: ["tools/twin.ts"] },
  { name: "Sprint health", run: ["tools/health/main.ts", "--short"] },
  { name: "fuzz tests", vitest: "fuzz" },
  { name: "GPU tests on SwiftShader", vitest: "gpu" },
  { name: "GPU tests on Mesa 25", vitest: "gpu-lavapipe" },
  { name: "Deno tests", vitest: "deno" },
  { name: "exactness matrix", run: ["tools/exact/main.ts"], counts: "exact.json" },
  { name: "end to end", vitest: "e2e" },
];

const stepLimitMs = 40 * 60 * 1000;
const reports = path.join(root, ".cache", "test");

/** @type {import("node:child_process").ChildProcess | undefined} */
let child;
/** @type {NodeJS.Signals | undefined} */
let stoppedBy;
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

// Whoever ends this run ends the step under way, which stops what it started; nothing is left behind.
for (const signal of signals) process.on(signal, stop);
whenNpmEnds(() => stoppedBy ?? stop("SIGTERM"));

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  stoppedBy ??= signal;
  child?.kill(signal);
}

/**
 * @param {string[]} args
 * @returns {Promise<boolean>} whether it ended with 0
 */
function runOnNode(args) {
  return new Promise((resolve) => {
    const node = findNode();
    const running = spawn(node, args, {
      cwd: root,
      env: nodeEnv(node),
      stdio: ["ignore", "inherit", "inherit"],
      timeout: stepLimitMs,
    });
    child = running;
    running.on("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    running.on("exit", (code, signal) => {
      child = undefined;
      if (signal !== null) console.error(`Ended by ${signal}`);
      resolve(code === 0);
    });
  });
}

/**
 * @param {Step} step
 * @returns {Promise<Omit<Outcome, "name" | "seconds">>}
 */
async function runScript({ run = [], counts }) {
  if (counts === undefined) return asCounts(await runOnNode(run));
  const report = path.join(reports, counts);
  rmSync(report, { force: true });
  const ok = await runOnNode(run);
  if (!existsSync(report)) return asCounts(false);
  const { passed, failed, skipped } = JSON.parse(readFileSync(report, "utf8"));
  return { passed, failed: Math.max(failed, ok ? 0 : 1), skipped };
}

/**
 * @param {string} project
 * @returns {Promise<Omit<Outcome, "name" | "seconds">>}
 */
async function runVitest(project) {
  const report = path.join(reports, `${project}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(report, { force: true });
  const ok = await runOnNode([
    "node_modules/vitest/vitest.mjs",
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number }} */
  const counts = JSON.parse(readFileSync(report, "utf8"));
  // A file that does not load, or an error outside any test, fails the run without a failed test.
  const failed = Math.max(counts.numFailedTests, ok ? 0 : 1);
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests };
}

/**
 * @param {string} name
 * @param {() => Promise<Omit<Outcome, "name" | "seconds">>} work
 * @returns {Promise<Outcome>}
 */
async function timed(name, work) {
  console.log(`\n— ${name}`);
  const started = Date.now();
  const counts = await work().catch((error) => {
    console.error(error.message);
    return asCounts(false);
  });
  return { name, seconds: (Date.now() - started) / 1000, ...counts };
}

/** @param {boolean} ok */
function asCounts(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** @param {Outcome[]} outcomes */
function printTable(outcomes) {
  console.log(
    `\n${"step".padEnd(28)}${"seconds".padStart(9)}${"passed".padStart(8)}${"failed".padStart(8)}`,
  );
  for (const { name, seconds, passed, failed } of outcomes) {
    const numbers = `${String(passed).padStart(8)}${String(failed).padStart(8)}`;
    console.log(`${name.padEnd(28)}${seconds.toFixed(1).padStart(9)}${numbers}`);
  }
}

const gateOnly = process.argv.includes("--check");
/** @type {Outcome[]} */
const outcomes = [
  await timed("set-up", async () => {
    await setup(gateOnly ? "check" : "test");
    return asCounts(true);
  }),
];
for (const step of steps) {
  if (stoppedBy !== undefined) break;
  if (gateOnly && !step.gate) continue;
  const work = () => (step.vitest === undefined ? runScript(step) : runVitest(step.vitest));
  outcomes.push(await timed(step.name, work));
}
printTable(outcomes);
/** @param {"passed" | "failed" | "skipped"} what */
const total = (what) => outcomes.reduce((sum, outcome) => sum + outcome[what], 0);
const skipped = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
console.log(`\n${total("passed")} passed, ${total("failed")} failed${skipped}`);
process.exitCode = total("failed") > 0 ? 1 : 0;
if (stoppedBy !== undefined) {
  console.log(`Stopped by ${stoppedBy} before all steps ran`);
  for (const signal of signals) process.removeAllListeners(signal);
  process.kill(process.pid, stoppedBy);
}
