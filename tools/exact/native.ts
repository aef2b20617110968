// The program in Node and in Deno: native.ts <file with the cases> <file for the report>

import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { runProgram } from "./program.ts";

/** Deno has WebGPU of its own; Node has Dawn from npm. */
async function openGpu(): Promise<GPU> {
  if ("Deno" in globalThis) return navigator.gpu;
  const { create } = await import("webgpu");
  return create([]);
}

const [casesPath, reportPath] = process.argv.slice(2) as [string, string];
const report = await runProgram(await openGpu(), JSON.parse(readFileSync(casesPath, "utf8")));
writeFileSync(reportPath, JSON.stringify(report));
// Dawn keeps a process alive.
process.exit(0);
