// Stadion's speed beside its peers', in one run: `npm run bench -- sprint [--json] [--only <section>]`.
//
// The peers are installed here, on the first run, and nowhere else. Always ends with 0: a figure is not a test. The last
// line says how many bars were met.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { root } from "../tools/with-node.mjs";
import { type Figure, tableHeader, tableLine } from "./figure.ts";
import { busyPercent, describeMachine } from "./machine.ts";
import { measureSection, realGpuSection, sections } from "./sprint/figures.ts";

/** More than this of the machine at other work, and figures are not its own. */
const quietPercent = 10;

const here = path.join(root, "bench");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, only: { type: "string" } },
});
const names = sections.map((section) => section.name);
const wanted = sections.filter(({ name }) => name === (values.only ?? name));
if (positionals[0] !== "sprint" || wanted.length === 0) {
  console.error(`Usage: npm run bench -- sprint [--json] [--only "${names.join(`" | "`)}"]`);
  process.exit(2);
}

function installPeers(): void {
  if (existsSync(path.join(here, "node_modules", ".package-lock.json"))) return;
  console.error("Installing the peers to measure against (150 MB), once …");
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", install, { cwd: here, stdio: ["ignore", 2, 2] });
  if (status !== 0)
    throw new Error(`Expected npm ci in bench/ to succeed, it ended with ${status}`);
}

installPeers();
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
    console.log(values.json ? JSON.stringify(figure) : tableLine(figure));
  figures.push(...measured);
  if (section.name === realGpuSection && measured.length > 0) gpuMeasured = true;
}
const met = figures.filter((figure) => figure.ok).length;
const print = values.json ? console.error : console.log;
if (!gpuMeasured) print("\nNo real GPU was measured: this machine has none that WebGPU can use.");
if (busiest > quietPercent)
  print(
    `\nOther work kept ${busiest} % of this machine busy: the figures are lower than it can reach.`,
  );
print(`\n${met} of ${figures.length} figures meet their bar`);
