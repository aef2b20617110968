// npm run test:exact: every backend, bit for bit. See README.md.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { lavapipe25, swiftshader } from "../drivers.mjs";
import { root } from "../with-node.mjs";
import { expectations } from "./expected.ts";
import type { ProgramReport } from "./program.ts";
import { type ExactRow, isRed, missingRow, oracleRow, type Runtime, rowsOf } from "./rows.ts";
import { runInChromium, runInDeno, runInNode } from "./runtimes.ts";

const expected = expectations();
const cases = expected.map(({ exactCase }) => exactCase);

interface Run extends Runtime {
  readonly run: () => Promise<ProgramReport>;
}
const runs: readonly Run[] = [
  {
    name: "Node",
    adapter: /swiftshader/i,
    compiler: "Tint",
    run: () => runInNode(cases, swiftshader()),
  },
  {
    name: "Deno",
    adapter: /swiftshader/i,
    compiler: "naga",
    run: () => runInDeno(cases, swiftshader()),
  },
  {
    name: "Deno",
    adapter: /llvmpipe/i,
    compiler: "naga",
    wasmSeen: true,
    run: () => runInDeno(cases, lavapipe25()),
  },
  {
    name: "Chromium",
    adapter: /swiftshader/i,
    compiler: "Tint",
    run: () => runInChromium(cases),
  },
];

function print(row: ExactRow): void {
  const { runtime, adapter, variant, cases: count, equal, fault } = row;
  const mark = isRed(row) ? "✗" : "✓";
  const cells = [runtime.padEnd(9), adapter.slice(0, 30).padEnd(31), variant.padEnd(30)];
  console.log(`${mark} ${cells.join(" ")}${String(count).padStart(7)}${String(equal).padStart(7)}`);
  if (fault !== undefined) console.log(`    ${fault}`);
}

console.log(
  `  ${"runtime".padEnd(9)} ${"adapter".padEnd(31)} ${"variant".padEnd(30)}${"cases".padStart(7)}${"equal".padStart(7)}`,
);
const rows = [oracleRow(expected)];
rows.forEach(print);
for (const runtime of runs) {
  const own = await runtime.run().then(
    (report) => rowsOf(runtime, report, expected),
    (error: unknown) => [missingRow(runtime, error)],
  );
  own.forEach(print);
  rows.push(...own);
}
const failed = rows.filter(isRed).length;
const passed = rows.length - failed;
const report = path.join(root, ".cache", "test", "exact.json");
mkdirSync(path.dirname(report), { recursive: true });
writeFileSync(report, JSON.stringify({ passed, failed, skipped: 0 }));
console.log(`${passed} rows exact, ${failed} not`);
process.exitCode = failed > 0 ? 1 : 0;
