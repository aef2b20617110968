// Checks that spec and tests name the same rules.
//
// A rule ID is two capitals and a number, as in SP7. A file in spec/ defines one where a line starts
// with `**SP7**` or with a heading `### SP7`. A test claims one by starting its name with `[SP7]`,
// or several: `[SP7] [SP8] …`. Every rule needs a test, every claim a rule, every ID one definition.
// `**SP7** (planned)` is a rule no code follows yet: it needs no test, and the mark must go with the first one.

import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { root } from "./with-node.mjs";

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

const definition = /^(?:\*\*([A-Z]{2}\d+)\*\*|#{2,6} ([A-Z]{2}\d+)\b)( \(planned\))?/gm;
const claims = /["'`]((?:\[[A-Z]{2}\d+\]\s*)+)/g;
const ruleId = /[A-Z]{2}\d+/g;

/** What is wrong between the rules the specs define and those the tests claim, one line each. */
export function findRuleFaults(
  specs: readonly SourceText[],
  tests: readonly SourceText[],
): string[] {
  const faults: string[] = [];
  const definedIn = new Map<string, string>();
  const planned = new Set<string>();
  for (const spec of specs) {
    for (const [, bold, heading, mark] of spec.text.matchAll(definition)) {
      const id = bold ?? heading ?? "";
      const earlier = definedIn.get(id);
      if (earlier !== undefined)
        faults.push(`${id} is defined in ${earlier} and again in ${spec.path}`);
      definedIn.set(id, spec.path);
      if (mark !== undefined) planned.add(id);
    }
  }
  const tested = new Set<string>();
  for (const test of tests) {
    for (const [, list = ""] of test.text.matchAll(claims)) {
      for (const [id] of list.matchAll(ruleId)) {
        tested.add(id);
        if (!definedIn.has(id)) faults.push(`${test.path} tests ${id}, which no spec defines`);
      }
    }
  }
  for (const [id, file] of definedIn) {
    if (tested.has(id) && planned.has(id))
      faults.push(`${id} in ${file} is marked planned but has a test: drop the mark`);
    if (!tested.has(id) && !planned.has(id)) faults.push(`${id} in ${file} has no test`);
  }
  return [...new Set(faults)];
}

function read(pattern: string): SourceText[] {
  const exclude = (name: string): boolean => name === "node_modules" || name === "dist";
  return globSync(pattern, { cwd: root, exclude }).map((file) => ({
    path: file,
    text: readFileSync(path.join(root, file), "utf8"),
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const specs = read("spec/**/*.md");
  const tests = [
    ...read("{packages,apps,e2e}/**/*.test.{ts,tsx}"),
    ...read("tools/health/*.test.ts"),
    ...read("{packages,apps}/**/*.fuzz.ts"),
    ...read("e2e/**/*.e2e.ts"),
  ];
  const faults = findRuleFaults(specs, tests);
  for (const fault of faults) console.error(fault);
  console.log(`${specs.length} spec files, ${tests.length} test files, ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
