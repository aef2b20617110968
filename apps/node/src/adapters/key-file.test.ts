import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { putKey, readKey, readOrMakeKey, replaceKey } from "./key-file.ts";

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

const [first, second] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const modeOf = (file: string) => statSync(file).mode & 0o777;

test("a key is read where there is one, and then for its owner alone", () => {
  const file = path.join(folder(), "host.key");
  expect(readKey(file)).toBeUndefined();
  writeFileSync(file, bytesToHex(first));
  chmodSync(file, 0o644);
  expect(readKey(file)).toEqual(first);
  expect(modeOf(file)).toBe(0o600);
});

test("[KY10] a key is put where there is none, and another one stays", () => {
  const file = path.join(folder(), "new", "host.key");
  expect(putKey(file, first)).toBe("put");
  expect(modeOf(file)).toBe(0o600);
  expect(putKey(file, first)).toBe("same");
  expect(putKey(file, second)).toBe("other");
  expect(readKey(file)).toEqual(first);
});

test("[KY10] a replaced key is kept beside the new one, under its Host's first digits", () => {
  const file = path.join(folder(), "host.key");
  putKey(file, first);
  const kept = replaceKey(file, second);
  expect(kept).toBe(`${file}.${bytesToHex(publicKeyOf(first)).slice(0, 8)}`);
  expect([readKey(file), readKey(kept)]).toEqual([second, first]);
  expect([modeOf(file), modeOf(kept)]).toEqual([0o600, 0o600]);
  // There and back again: both are kept, and nothing else is left lying about.
  replaceKey(file, first);
  replaceKey(file, second);
  expect(readdirSync(path.dirname(file))).toHaveLength(3);
});

test("[KY10] nothing is replaced while the old key's place is taken", () => {
  const file = path.join(folder(), "host.key");
  putKey(file, first);
  const kept = `${file}.${bytesToHex(publicKeyOf(first)).slice(0, 8)}`;
  putKey(kept, second);
  expect(() => replaceKey(file, second)).toThrow("to be free for the old key");
  expect([readKey(file), readKey(kept)]).toEqual([first, second]);
});
