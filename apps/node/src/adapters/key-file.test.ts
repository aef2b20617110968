import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bytesToHex } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { readOrMakeKey } from "./key-file.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "stadion-key-"));

test("a key is made once, in a file for its owner alone, and kept", () => {
  const file = path.join(folder(), "new", "host.key");
  const made = readOrMakeKey(file);
  expect(made.isNew).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toBe(`${bytesToHex(made.secretKey)}\n`);
  expect(readOrMakeKey(file)).toEqual({ secretKey: made.secretKey, isNew: false });
});

test("a file that holds no key is refused and left as it is", () => {
  const file = path.join(folder(), "host.key");
  writeFileSync(file, "my shopping list");
  expect(() => readOrMakeKey(file)).toThrow("expected 64 hex digits in the key file");
  expect(readFileSync(file, "utf8")).toBe("my shopping list");
});
