// `npm install` follows the lock file but does not say when a package.json has moved on without it.

import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./with-node.mjs";

type Versions = Readonly<Record<string, string>>;
interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly resolved?: string;
  readonly link?: boolean;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), "utf8"));
}

const lock = readJson("package-lock.json") as { packages: Record<string, Manifest> };
const workspaces = (readJson("package.json") as Manifest).workspaces ?? [];
const kinds = ["dependencies", "devDependencies", "optionalDependencies"] as const;

test.each(["", ...workspaces])("the lock file knows what ./%s depends on", (folder) => {
  const manifest = readJson(path.join(folder, "package.json")) as Manifest;
  for (const kind of kinds) expect(lock.packages[folder]?.[kind]).toEqual(manifest[kind]);
});

test.each(["", ...workspaces])("./%s pins exact versions", (folder) => {
  const manifest = readJson(path.join(folder, "package.json")) as Manifest;
  for (const kind of kinds) {
    for (const version of Object.values(manifest[kind] ?? {})) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  }
});

test("the lock file names no registry", () => {
  const addresses = Object.values(lock.packages)
    .filter(({ link }) => !link)
    .map(({ resolved }) => resolved);
  expect(addresses.filter((address) => address !== undefined)).toEqual([]);
});
