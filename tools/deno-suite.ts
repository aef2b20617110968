// Runs every *.deno.test.ts inside Deno and reports each of its tests here, one by one.
//
// The files use `Deno.test` and `node:assert`. A `*.gpu.deno.test.ts` runs once per driver, since
// wgpu (naga) is the second WGSL front end; other files run once. The results are those of Deno's own
// JUnit report. A file that fails to load is not in it, so each file must be, and Deno must end well.

import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { denoPath, drivers } from "./drivers.mjs";
import { junitResults } from "./junit.ts";
import { nodeEnv, root } from "./with-node.mjs";

const files = globSync("{packages,apps,e2e}/**/*.deno.test.ts", {
  cwd: root,
  exclude: (name) => name === "node_modules",
});
const gpuFiles = files.filter((file) => file.endsWith(".gpu.deno.test.ts"));
const plainFiles = files.filter((file) => !gpuFiles.includes(file));

const runs = [
  { name: "deno", files: plainFiles, driver: (): object => ({}) },
  ...Object.entries(drivers).map(([name, driver]) => ({
    name: `deno on ${name}`,
    files: gpuFiles,
    driver,
  })),
];

interface DenoRun {
  /** JUnit. */
  readonly report: string;
  /** What Deno printed, if it did not end with 0. */
  readonly complaint: string | undefined;
}

function runDeno(name: string, tests: string[], driver: () => object): DenoRun {
  const report = path.join(root, ".cache", "test", `${name.replaceAll(" ", "-")}.xml`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const args = ["test", "--allow-all", "--no-check", "--quiet", `--junit-path=${report}`, ...tests];
  const ran = spawnSync(denoPath(), args, {
    cwd: root,
    env: { ...nodeEnv(), ...driver() },
    encoding: "utf8",
    timeout: 600_000,
  });
  if (ran.error) throw ran.error;
  try {
    const complaint = ran.status === 0 ? undefined : `${ran.stdout}${ran.stderr}`;
    return { report: readFileSync(report, "utf8"), complaint };
  } catch (cause) {
    throw new Error(`Expected a report from Deno, found none:\n${ran.stdout}${ran.stderr}`, {
      cause,
    });
  }
}

for (const run of runs.filter((candidate) => candidate.files.length > 0)) {
  const { report, complaint } = runDeno(run.name, run.files, run.driver);
  const results = junitResults(report);
  describe(run.name, () => {
    test.each(results)("$name", ({ failure }) => expect(failure).toBeUndefined());
    test("Deno ended well", () => expect(complaint).toBeUndefined());
    test.each(run.files)("%s reported a test", (file) =>
      expect(results.map((result) => result.file)).toContain(file),
    );
  });
}
