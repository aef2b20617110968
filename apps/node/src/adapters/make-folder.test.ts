import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

test("folders above it are made too, and one that is there stays", ({ onTestFinished }) => {
  const top = mkdtempSync(path.join(tmpdir(), "stadion-folder-"));
  onTestFinished(() => rmSync(top, { recursive: true }));
  const deep = path.join(top, "a", "b", "c");
  makeFolder(deep);
  makeFolder(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
  writeFileSync(path.join(top, "file"), "");
  expect(() => makeFolder(path.join(top, "file", "below"))).toThrow(/ENOTDIR/);
});

test.runIf(process.platform === "linux")(
  "a place that takes no folder is an error, at once",
  () => {
    expect(() => makeFolder("/proc/stadion/data")).toThrow(/ENOENT/);
  },
);
