// Figures and their bars: `npm run bench -- sprint|host [--json] [--only <section>]`.
//
//   sprint  the Sprint's kernels beside their peers, in one run; installs the peers on its first run
//   host    a Host, a node with a hundred of them, a fresh clone and the page
//
// Always ends with 0: a figure is not a test. The last line says how many bars were met.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { root } from "../tools/with-node.mjs";
import { type Figure, tableHeader, tableLine } from "./figure.ts";
import { hostSections } from "./host/figures.ts";
import { busyPercent, describeMachine } from "./machine.ts";
import { measureSection, type Section } from "./section.ts";
import { realGpuSection, sprintSections } from "./sprint/figures.ts";

/** More than this of the machine at other work, and figures are not its own. */
const quietPercent = 10;

const suites: Readonly<Record<string, readonly Section[]>> = {
  sprint: sprintSections,
  host: hostSections,
};

const { values, positionals } = parsedArguments();
const [area = ""] = positionals;
const sections = suites[area] ?? [];
const wanted = sections.filter(({ name }) => name === (values.only ?? name));
if (values.help) {
  console.log(usage());
  process.exit(0);
}
if (wanted.length === 0) misuse(usage());

function parsedArguments() {
  const options = {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return misuse(`${error instanceof Error ? error.message : String(error)}\n${usage()}`);
  }
}

function usage(): string {
  const lines = Object.entries(suites).map(([suite, all]) => {
    const names = all.map(({ name }) => name).join(`" | "`);
    return `Usage: npm run bench -- ${suite} [--json] [--only "${names}"]`;
  });
  return lines.join("\n");
}

function misuse(message: string): never {
  console.error(message);
  process.exit(2);
}

function installPeers(): void {
  const here = path.join(root, "bench");
  if (existsSync(path.join(here, "node_modules", ".package-lock.json"))) return;
  console.error("Installing the peers to measure against (150 MB), once …");
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", install, { cwd: here, stdio: ["ignore", 2, 2] });
  if (status !== 0)
    throw new Error(`Expected npm ci in bench/ to succeed, it ended with ${status}`);
}

// An orderly exit: whatever was started hears of it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
if (area === "sprint") installPeers();
const machine = describeMachine();
if (values.json) console.log(JSON.stringify({ area: "machine", ...machine }));
else {
  const { cpu, cores, memoryGb, system, node, deno, date } = machine;
  console.log(
    `${date}, ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, Deno ${deno}`,
  );
  console.log(`\n${tableHeader}`);
}
const figures: Figure[] = [];
let gpuMeasured = !wanted.some(({ name }) => name === realGpuSection);
let busiest = 0;
for (const section of wanted) {
  busiest = Math.max(busiest, await busyPercent());
  const measured = await measureSection(section);
  for (const figure of measured)
    console.log(values.json ? JSON.stringify({ area, ...figure }) : tableLine(figure));
  figures.push(...measured);
  if (section.name === realGpuSection && measured.length > 0) gpuMeasured = true;
}
const barred = figures.filter(({ bar }) => bar !== null);
const met = barred.filter(({ ok }) => ok).length;
const print = values.json ? console.error : console.log;
if (!gpuMeasured) print("\nNo real GPU was measured: this machine has none that WebGPU can use.");
if (busiest > quietPercent)
  print(
    `\nOther work kept ${busiest} % of this machine busy: the figures are lower than it can reach.`,
  );
print(`\n${met} of ${barred.length} bars met`);
