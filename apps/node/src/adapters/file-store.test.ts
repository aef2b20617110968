import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createFileStore } from "./file-store.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "stadion-store-"));

test("a name never leaves the folder", async () => {
  const outer = folder();
  const store = createFileStore(path.join(outer, "inner"));
  for (const name of ["../escaped", "..", ".", "a/b"]) {
    await store.set(name, Uint8Array.of(1));
    expect(await store.get(name)).toEqual(Uint8Array.of(1));
  }
  expect(readdirSync(outer)).toEqual(["inner"]);
});

test("what a crash left half written is not read, and not in the way", async () => {
  const where = folder();
  const store = createFileStore(where);
  await store.set("nonce", Uint8Array.of(7));
  writeFileSync(path.join(where, "nonce.bin.new"), "half");
  expect(await createFileStore(where).get("nonce")).toEqual(Uint8Array.of(7));
  await store.set("nonce", Uint8Array.of(8));
  expect(await store.get("nonce")).toEqual(Uint8Array.of(8));
});

test("a folder that cannot be made rejects each call, and later ones work once it can", async () => {
  const outer = folder();
  writeFileSync(path.join(outer, "file"), "");
  const store = createFileStore(path.join(outer, "file", "store"));
  await expect(store.set("a", Uint8Array.of(1))).rejects.toThrow("ENOTDIR");
  await expect(store.get("a")).rejects.toThrow("ENOTDIR");
});
