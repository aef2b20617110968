// What was measured on: printed with every run, for a figure without a machine says nothing.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import { denoPath } from "../tools/drivers.mjs";

function firstLine(program: string, args: string[]): string {
  const { stdout } = spawnSync(program, args, { encoding: "utf8" });
  return stdout?.split("\n")[0]?.trim() ?? "unknown";
}

export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly deno: string;
}

export function describeMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: os.cpus()[0]?.model.trim() ?? "unknown CPU",
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    deno: firstLine(denoPath(), ["--version"]).split(" ")[1] ?? "unknown",
  };
}

/** Version of a package that is installed beside the benchmark. */
export function versionOf(name: string): string {
  const file = new URL(`./node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}
