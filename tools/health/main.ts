// Measures whether the Sprint is sound: `npm run sprint:health [-- --short] [-- --json]` (spec/health.md).
//
// Everything runs on the real code with fixed seeds, so two runs print the same. Exit code 1 when a row is not ok.

import process from "node:process";
import { fullSize } from "./full-size.ts";
import { type HealthRow, printHeader, printRow } from "./row.ts";
import {
  approximation,
  earlyExit,
  full,
  generator,
  headRoom,
  levels,
  short,
  smallModel,
} from "./sections.ts";

const json = process.argv.includes("--json");
const brief = process.argv.includes("--short");
const extent = brief ? short : full;
type Rows = Iterable<HealthRow> | AsyncIterable<HealthRow>;
const sections: [string, () => Rows][] = [
  ["generator", () => generator(extent)],
  ["levels", () => levels(extent)],
  ["head-room", () => headRoom()],
  ["approximations", () => approximation(extent)],
  ["pass rate, similarity", () => smallModel(extent)],
  ["early exit", () => earlyExit(extent)],
];
if (!brief) {
  sections.push(["testnet", () => fullSize("testnet")]);
  sections.push(["mainnet", () => fullSize("mainnet")]);
}

if (!json) printHeader();
let rows = 0;
let faults = 0;
for (const [name, measure] of sections) {
  const started = performance.now();
  for await (const row of measure()) {
    rows++;
    if (!row.ok) faults++;
    if (json) console.log(JSON.stringify({ area: "health", ...row }));
    else printRow(row);
  }
  if (!json) console.log(`     (${name}: ${((performance.now() - started) / 1000).toFixed(1)} s)`);
}
if (!json) console.log(`\n${rows} rows, ${faults} not ok`);
process.exitCode = faults === 0 ? 0 : 1;
