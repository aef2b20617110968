import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openLedgerStore } from "@stadion/ledger/store";
import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { decodeKeyFile, encodePhrase, passphraseFault } from "@stadion/protocol/host-key";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lockFolder } from "../../adapters/folder-lock.ts";
import { readOrMakeKey } from "../../adapters/key-file.ts";
import { UsageError } from "../../command.ts";
import { createTestIo, type TestIo } from "../../test-io.ts";
import { key } from "./command.ts";

// scrypt is slow on purpose, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const passphrase = "five words that do not belong";
const newFolder = () => mkdtempSync(path.join(tmpdir(), "stadion-key-"));
const keyIn = (folder: string) => path.join(folder, "host.key");
const hostOf = (secretKey: Uint8Array) => bytesToHex(publicKeyOf(secretKey));
const plainKey = (secretKey: Uint8Array) => new TextEncoder().encode(bytesToHex(secretKey));

let data: string;
let secretKey: Uint8Array;

beforeEach(() => {
  data = newFolder();
  ({ secretKey } = readOrMakeKey(keyIn(data)));
  vi.stubEnv("STADION_PASSPHRASE", undefined);
});
afterEach(() => vi.unstubAllEnvs());

/** A person at a terminal who types these answers. */
function personIo(...answers: string[]): TestIo {
  return { ...createTestIo(answers), isTerminal: true, isOutputTerminal: true };
}

const inFolder = (folder: string, ...args: string[]) => [...args, "--data", folder];

test("show names the Host and the file of its key", async () => {
  const io = createTestIo();
  expect(await key.run(inFolder(data, "show"), io)).toBe(0);
  expect(io.printed).toEqual([`Host  ${hostOf(secretKey)}`, `key   ${keyIn(data)}`]);
  await key.run(inFolder(data, "show", "--json"), io);
  expect(JSON.parse(io.printed.at(-1) ?? "")).toEqual({
    hostId: hostOf(secretKey),
    keyFile: keyIn(data),
  });
});

test("a full node's data folder has its key under another name", async () => {
  const folder = newFolder();
  const node = readOrMakeKey(path.join(folder, "node.key"));
  const io = createTestIo();
  await key.run(inFolder(folder, "show"), io);
  expect(io.printed[0]).toBe(`Host  ${hostOf(node.secretKey)}`);
});

test("without a key nothing is made up", async () => {
  const folder = newFolder();
  for (const verb of ["show", "phrase", "export"])
    await expect(key.run(inFolder(folder, verb), personIo())).rejects.toThrow("found none");
  expect(readdirSync(folder)).toEqual([]);
});

test("[KY11] the phrase is printed, numbered, to a terminal", async () => {
  const io = personIo();
  expect(await key.run(inFolder(data, "phrase"), io)).toBe(0);
  const words = encodePhrase(secretKey);
  const rows = io.printed.slice(1, 7).join(" ");
  expect(rows.match(/\d+\. \w+/g)).toEqual(words.map((word, i) => `${i + 1}. ${word}`));
});

test("[KY11] to anything else it is printed with --yes alone", async () => {
  const io = { ...createTestIo(), isTerminal: true };
  await expect(key.run(inFolder(data, "phrase"), io)).rejects.toThrow(UsageError);
  await expect(key.run(inFolder(data, "phrase", "--json"), io)).rejects.toThrow(UsageError);
  expect([...io.printed, ...io.warned]).toEqual([]);
  expect(await key.run(inFolder(data, "phrase", "--yes", "--json"), io)).toBe(0);
  const { phrase } = JSON.parse(io.printed[0] ?? "") as { phrase: string };
  expect(phrase).toBe(encodePhrase(secretKey).join(" "));
});

test("[KY11] an exported file opens with the passphrase that was typed twice", async () => {
  const io = personIo(passphrase, passphrase);
  expect(await key.run(inFolder(data, "export", "mine.age"), io)).toBe(0);
  expect(io.asked).toHaveLength(2);
  const read = await decodeKeyFile(io.files.get("mine.age") ?? new Uint8Array(), passphrase);
  expect(read).toEqual({ ok: true, key: { secretKey } });
});

test("[KY11] a script gives the passphrase in the environment", async () => {
  vi.stubEnv("STADION_PASSPHRASE", passphrase);
  const io = createTestIo();
  expect(await key.run(inFolder(data, "export", "--json"), io)).toBe(0);
  const file = `stadion-key-${hostOf(secretKey).slice(0, 8)}.age`;
  expect(JSON.parse(io.printed[0] ?? "")).toEqual({ hostId: hostOf(secretKey), file });
  const elsewhere = newFolder();
  expect(await key.run(inFolder(elsewhere, "restore", file), io)).toBe(0);
  expect(readFileSync(keyIn(elsewhere), "utf8")).toBe(readFileSync(keyIn(data), "utf8"));
  expect(io.asked).toEqual([]);
});

test("[KY7] whoever just presses Enter gets a passphrase, and is told it", async () => {
  const io = personIo("");
  expect(await key.run(inFolder(data, "export", "mine.age"), io)).toBe(0);
  const [, drawn = ""] = /^Passphrase: (\S+)/.exec(io.warned[0] ?? "") ?? [];
  expect(passphraseFault(drawn)).toBeUndefined();
  const read = await decodeKeyFile(io.files.get("mine.age") ?? new Uint8Array(), drawn);
  expect(read.ok).toBe(true);
});

test.each([
  [["short"], "at least 10 characters, found 5"],
  [[passphrase, `${passphrase}!`], "the same passphrase twice"],
])("[KY7] no file is written for the answers %j", async (answers, message) => {
  const io = personIo(...answers);
  const run = key.run(inFolder(data, "export", "mine.age"), io);
  await expect(run).rejects.toThrow(message);
  expect(io.files.size).toBe(0);
});

test("an export overwrites no file: it may be another key's only copy", async () => {
  const io = personIo(passphrase, passphrase);
  io.files.set("mine.age", Uint8Array.of(1));
  const run = key.run(inFolder(data, "export", "mine.age"), io);
  await expect(run).rejects.toThrow("found mine.age there already");
  expect(io.files.get("mine.age")).toEqual(Uint8Array.of(1));
});

test("[KY10] a key is restored where there is none, for its owner alone", async () => {
  const io = createTestIo();
  io.files.set("copy", plainKey(secretKey));
  const folder = path.join(newFolder(), "new");
  expect(await key.run(inFolder(folder, "restore", "copy"), io)).toBe(0);
  expect(readOrMakeKey(keyIn(folder))).toEqual({ secretKey, isNew: false });
  expect(statSync(keyIn(folder)).mode & 0o777).toBe(0o600);
  expect(await key.run(inFolder(folder, "restore", "copy"), io)).toBe(0);
  expect(io.printed.at(-1)).toContain("was there already");
});

test("[KY10] another key stays, unless --replace, which keeps it beside the new one", async () => {
  const other = new Uint8Array(32).fill(5);
  const io = createTestIo();
  io.files.set("copy", plainKey(other));
  expect(await key.run(inFolder(data, "restore", "copy"), io)).toBe(1);
  expect(io.warned[0]).toContain(hostOf(secretKey));
  expect(readOrMakeKey(keyIn(data)).secretKey).toEqual(secretKey);

  expect(await key.run(inFolder(data, "restore", "copy", "--replace"), io)).toBe(0);
  expect(readOrMakeKey(keyIn(data)).secretKey).toEqual(other);
  const backup = `${keyIn(data)}.${hostOf(secretKey).slice(0, 8)}`;
  expect(readOrMakeKey(backup)).toEqual({ secretKey, isNew: false });
  expect(statSync(backup).mode & 0o777).toBe(0o600);

  // The way back keeps the second one too.
  expect(await key.run(["restore", "back", "--replace", "--data", data], withFile(backup))).toBe(0);
  expect(readOrMakeKey(keyIn(data)).secretKey).toEqual(secretKey);
});

function withFile(file: string): TestIo {
  const io = createTestIo();
  io.files.set("back", readFileSync(file));
  return io;
}

test("[KY10] a folder that a Host works on keeps its key", async () => {
  const lock = lockFolder(data);
  try {
    const io = createTestIo();
    io.files.set("copy", plainKey(new Uint8Array(32).fill(5)));
    const run = key.run(inFolder(data, "restore", "copy", "--replace"), io);
    await expect(run).rejects.toThrow("another process uses the data folder");
  } finally {
    lock.release();
  }
  expect(readOrMakeKey(keyIn(data)).secretKey).toEqual(secretKey);
});

test("[KY10] a folder that a full node works on keeps its key", async () => {
  const folder = newFolder();
  const node = readOrMakeKey(path.join(folder, "node.key"));
  const io = createTestIo();
  io.files.set("copy", plainKey(new Uint8Array(32).fill(5)));
  const args = inFolder(folder, "restore", "copy", "--replace");
  const store = openLedgerStore(folder);
  try {
    await expect(key.run(args, io)).rejects.toThrow("another process");
  } finally {
    store.close();
  }
  expect(readOrMakeKey(path.join(folder, "node.key")).secretKey).toEqual(node.secretKey);
  expect(await key.run(args, io)).toBe(0);
});

test("[KY10] a file that holds no key is left as it is", async () => {
  writeFileSync(keyIn(data), "my shopping list");
  const io = createTestIo();
  io.files.set("copy", plainKey(secretKey));
  const run = key.run(inFolder(data, "restore", "copy", "--replace"), io);
  await expect(run).rejects.toThrow("expected 64 hex digits in the key file");
  expect(readFileSync(keyIn(data), "utf8")).toBe("my shopping list");
});

test("[KY3] the words bring the key back, on one line or on many", async () => {
  const words = encodePhrase(secretKey);
  const lines = words.map((word, i) => `${i + 1}. ${word}`);
  for (const answers of [[words.join(" ")], lines, ["", ...lines]]) {
    const folder = newFolder();
    const io = personIo(...answers);
    expect(await key.run(inFolder(folder, "restore", "--phrase"), io)).toBe(0);
    expect(readOrMakeKey(keyIn(folder)).secretKey).toEqual(secretKey);
    expect(io.asked).toHaveLength(answers.length);
  }
});

test.each([
  [["abandon abandn"], 'Word 2, "abandn", is not in the list'],
  [["abandon", "ability"], "Expected 24 words, found 2"],
  [[Array(25).fill("zoo").join(" ")], "Expected 24 words, found 25"],
  [[Array(24).fill("zoo").join(" ")], "together they are no phrase"],
])("[KY3] words that make no phrase are refused: %j", async (answers, message) => {
  const folder = newFolder();
  const io = personIo(...answers);
  expect(await key.run(inFolder(folder, "restore", "--phrase"), io)).toBe(1);
  expect(io.warned[0]).toContain(message);
  expect(readdirSync(folder)).toEqual([]);
});

test("[KY9] a refused file says why, in text and in JSON", async () => {
  const io = personIo();
  io.files.set("list", new TextEncoder().encode("my shopping list"));
  const folder = newFolder();
  expect(await key.run(inFolder(folder, "restore", "list"), io)).toBe(1);
  expect(io.warned).toEqual(["Expected a Stadion key file, found another file"]);
  expect(await key.run(inFolder(folder, "restore", "list", "--json"), io)).toBe(1);
  expect(JSON.parse(io.printed[0] ?? "")).toEqual({ refused: io.warned[0] });
  await expect(key.run(inFolder(folder, "restore", "gone"), io)).rejects.toThrow(
    "expected a key file at gone",
  );
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [["walk"], "expected show, phrase, export or restore, found walk"],
  [["show", "me"], "expected no file, found me"],
  [["phrase", "--phrase"], "go with key restore alone"],
  [["export", "a", "b"], "found also b"],
  [["export", "--yes"], "--yes goes with key phrase alone"],
  [["restore"], "expected a key file or --phrase, one of the two"],
  [["restore", "a", "--phrase"], "expected a key file or --phrase, one of the two"],
  [["restore", "--passphrase", "secret"], "Unknown option"],
])("misuse is said in a sentence: %j", async (args, message) => {
  const failure = await key.run(args, createTestIo()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UsageError);
  expect((failure as Error).message).toContain(message);
});
