// What was measured on: printed with every run, for a figure without a machine says nothing.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
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

/**
 * Version of the Mesa behind a Vulkan driver's ICD file. wgpu names the compiler only, so it is read from the library.
 */
export function mesaVersion(icdFile: string): string {
  const { ICD } = JSON.parse(readFileSync(icdFile, "utf8"));
  const library = path.resolve(path.dirname(icdFile), ICD.library_path);
  const text = readFileSync(library, "latin1");
  return /mesa ?(\d+\.\d+\.\d+)/i.exec(text)?.[1] ?? "of unknown version";
}

/** Share of all cores, in percent, that is busy while we only wait. */
export async function busyPercent(): Promise<number> {
  const total = () => {
    const times = os.cpus().map((cpu) => cpu.times);
    const idle = times.reduce((sum, time) => sum + time.idle, 0);
    const all = times.flatMap((time) => Object.values(time));
    return { idle, all: all.reduce((sum, time) => sum + time, 0) };
  };
  const before = total();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = total();
  return Math.round(100 * (1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)));
}
