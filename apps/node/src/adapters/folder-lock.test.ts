import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "./folder-lock.ts";

test("a folder is held by one at a time", () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "stadion-lock-")), "data");
  const first = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow("another process uses the data folder");
  first.release();
  lockFolder(folder).release();
});

test("a folder that cannot be made is named", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "stadion-lock-")), "file");
  writeFileSync(file, "");
  expect(() => lockFolder(path.join(file, "data"))).toThrow(
    `cannot make the data folder ${path.join(file, "data")}`,
  );
});
