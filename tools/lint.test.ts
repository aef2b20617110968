// Plants one violation per lint rule of ours and expects the real Biome to report it.
//
// Biome decides by path, so each plant is a real file in the real folder, under a name no one else
// uses, and is removed afterwards. Every folder also gets a clean control file.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./with-node.mjs";

interface Plant {
  readonly folder: string;
  readonly code: string;
  /** Category Biome reports, or none for a clean file. */
  readonly reports?: string;
}

const imports = "lint/style/noRestrictedImports";
const globals = "lint/style/noRestrictedGlobals";
const rules = "packages/protocol/src/rules";
const state = "packages/ledger/src/state";
const network = "packages/protocol/src/network";
const host = "packages/protocol/src/host";
const hostKey = "packages/protocol/src/host-key";
const client = "packages/protocol/src/client";
const kernels = "packages/gpu-kernels/src";
const ledger = "packages/ledger/src";
const nodeApp = "apps/node/src";
const webApp = "apps/web/src";

const from = (source: string): string => `export { x } from "${source}";\n`;
const importOf = (folder: string, source: string): Plant => ({
  folder,
  code: from(source),
  reports: imports,
});
const value = (code: string): string => `export const x = ${code};\n`;

const plants: Plant[] = [
  importOf(rules, "node:fs"),
  importOf(rules, "libp2p"),
  importOf(rules, "@stadion/ledger/state"),
  importOf(rules, "@stadion/gpu-kernels/sprint-model"),
  importOf(rules, "../../network/index.ts"),
  importOf(rules, "../../host/index.ts"),
  importOf(rules, "../../client/index.ts"),
  importOf(network, "@stadion/ledger/state"),
  importOf(network, "@stadion/gpu-kernels/sprint-model"),
  importOf(network, "@stadion/protocol/host"),
  importOf(network, "../host/index.ts"),
  importOf(network, "../../client/index.ts"),
  importOf(host, "@stadion/ledger/state"),
  importOf(host, "@stadion/gpu-kernels/sprint-model"),
  importOf(hostKey, "@stadion/protocol/network"),
  importOf(hostKey, "../host/index.ts"),
  importOf(network, "@stadion/protocol/host-key"),
  importOf(client, "@stadion/ledger/state"),
  importOf(client, "@stadion/web/x"),
  importOf(kernels, "@stadion/ledger/state"),
  importOf(kernels, "@stadion/protocol/network"),
  importOf(kernels, "@stadion/protocol"),
  importOf(kernels, "../../../protocol/src/rules/sprint/index.ts"),
  importOf(kernels, "node:fs"),
  importOf(ledger, "@stadion/gpu-kernels/sprint-model"),
  importOf(ledger, "@stadion/protocol/host"),
  importOf(state, "node:sqlite"),
  importOf(state, "libp2p"),
  importOf(state, "@stadion/protocol/client"),
  importOf(state, "../../store/index.ts"),
  importOf(state, "../../engine/index.ts"),
  importOf(state, "../engine/index.ts"),
  importOf(state, "../sprint/transition.ts"),
  importOf(nodeApp, "@stadion/web/x"),
  importOf(nodeApp, "../../web/src/x.ts"),
  importOf(webApp, "@stadion/node-app/x"),
  importOf(webApp, "@stadion/ledger/state"),
  importOf(webApp, "../../node/src/x.ts"),
  importOf(`${webApp}/features`, "../other/x.ts"),
  ...[rules, state].flatMap((folder): Plant[] => [
    ...["Date", "performance", "setTimeout", "setInterval", "crypto", "process", "Buffer"].map(
      (name) => ({ folder, code: value(name), reports: globals }),
    ),
    { folder, code: value("console.log"), reports: globals },
    { folder, code: value('fetch("x")'), reports: globals },
    ...[
      "random()",
      "exp(1)",
      "log(1)",
      "pow(2, 3)",
      "sqrt(4)",
      "sin(1)",
      "tanh(1)",
      "fround(1)",
    ].map((call) => ({ folder, code: value(`Math.${call}`), reports: "plugin" })),
    { folder, code: "const { exp } = Math;\nexport const x = exp;\n", reports: "plugin" },
    { folder, code: value("[3, 1].sort()"), reports: "plugin" },
    { folder, code: value("[3, 1].toSorted()"), reports: "plugin" },
    { folder, code: value('"a".localeCompare("b")'), reports: "plugin" },
    { folder, code: value('(1).toLocaleString("de")'), reports: "plugin" },
  ]),
  { folder: nodeApp, code: "export default 1;\n", reports: "lint/style/noDefaultExport" },
  { folder: nodeApp, code: "export enum X {\n  A,\n}\n", reports: "lint/style/noEnum" },
  { folder: nodeApp, code: 'export const x = "a"\n', reports: "format" },

  { folder: rules, code: 'export { sha256 } from "@noble/hashes/sha2.js";\n' },
  { folder: rules, code: from("../crypto/index.ts") },
  { folder: rules, code: value("Math.floor(Math.imul(3, 4) / 2)") },
  { folder: rules, code: value("[3, 1].sort((a, b) => a - b)") },
  { folder: state, code: from("@stadion/protocol/sprint") },
  { folder: state, code: from("../sprint/queries.ts") },
  { folder: network, code: from("../rules/sprint/index.ts") },
  { folder: host, code: from("@stadion/protocol/network") },
  { folder: kernels, code: from("@stadion/protocol/sprint") },
  { folder: ledger, code: from("node:sqlite") },
  { folder: nodeApp, code: from("@stadion/ledger/state") },
  { folder: webApp, code: from("@stadion/gpu-kernels/sprint-model") },
  { folder: `${webApp}/features`, code: from("#shared/format/amount.ts") },
  { folder: "e2e", code: from("@stadion/protocol/client") },
];

const domain = `planted-${process.pid}`;
const fileOf = (index: number): string => `${plants[index]?.folder}/${domain}/plant-${index}.ts`;
/** Folders that were not there before, outermost last. */
const madeFolders: string[] = [];
let reported = new Map<string, string[]>();

interface Diagnostic {
  readonly category?: string;
  readonly location?: { readonly path?: string | { readonly file?: string } | null };
}

function runBiome(files: string[]): Map<string, string[]> {
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "check", "--reporter=json", "--max-diagnostics=none", ...files];
  const ran = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const byFile = new Map<string, string[]>();
  const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: Diagnostic[] };
  for (const { category = "", location } of diagnostics) {
    const where = typeof location?.path === "string" ? location.path : location?.path?.file;
    const file = path.relative(root, path.resolve(root, where ?? ""));
    byFile.set(file, [...(byFile.get(file) ?? []), category]);
  }
  return byFile;
}

beforeAll(() => {
  for (const [index, { folder, code }] of plants.entries()) {
    for (let up = path.join(root, folder); !existsSync(up); up = path.dirname(up)) {
      madeFolders.push(up);
    }
    mkdirSync(path.join(root, folder, domain), { recursive: true });
    writeFileSync(path.join(root, fileOf(index)), code);
  }
  reported = runBiome(plants.map((_, index) => fileOf(index)));
}, 60_000);

afterAll(() => {
  for (const { folder } of plants) {
    rmSync(path.join(root, folder, domain), { recursive: true, force: true });
  }
  for (const folder of madeFolders) {
    // Someone may have put a file of theirs there in the meantime.
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
});

const numbered = plants.map((plant, index) => ({ ...plant, index, line: plant.code.trim() }));

describe("lint reports", () => {
  const bad = numbered.filter(({ reports }) => reports !== undefined);
  test.each(bad)("$reports for `$line` in $folder", ({ index, reports }) => {
    expect(reported.get(fileOf(index)) ?? []).toContain(reports);
  });
});

describe("lint accepts", () => {
  const clean = numbered.filter(({ reports }) => reports === undefined);
  test.each(clean)("`$line` in $folder", ({ index }) => {
    expect(reported.get(fileOf(index)) ?? []).toEqual([]);
  });
});
