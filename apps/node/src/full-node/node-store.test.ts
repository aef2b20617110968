import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DataFolderError } from "@stadion/ledger/store";
import { expect, test } from "vitest";
import { heldPerHost, openNodeStore } from "./node-store.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "stadion-node-"));
const bytes = (value: number) => new Uint8Array(32).fill(value);
const held = (host: number, hash: number, cycle = 4n) => ({
  cycle,
  host: bytes(host),
  hash: bytes(hash),
  proof: bytes(hash),
});

test("secrets and proofs outlive the process", () => {
  const where = folder();
  const store = openNodeStore(where);
  store.keepSecret(4n, 1, bytes(9));
  store.holdProof(held(1, 2), undefined);
  store.close();
  const again = openNodeStore(where);
  expect(again.secret(4n, 1)).toEqual(bytes(9));
  expect(again.secret(4n, 0)).toBeUndefined();
  expect(again.heldProof(4n, bytes(1), bytes(2))).toEqual(bytes(2));
  again.close();
});

test("a secret is never replaced: its hash may be dealt already", () => {
  const store = openNodeStore(folder());
  store.keepSecret(4n, 0, bytes(1));
  expect(() => store.keepSecret(4n, 0, bytes(2))).toThrow();
  expect(store.secret(4n, 0)).toEqual(bytes(1));
});

test("whoever hands over more than a few overwrites only their own, never what is committed", () => {
  const store = openNodeStore(folder());
  store.holdProof(held(1, 100), undefined);
  store.holdProof(held(2, 100), undefined);
  for (let hash = 0; hash < heldPerHost + 5; hash++) store.holdProof(held(1, hash), bytes(100));
  expect(store.heldProof(4n, bytes(1), bytes(100))).toBeDefined();
  expect(store.heldProof(4n, bytes(2), bytes(100))).toBeDefined();
  expect(store.heldProof(4n, bytes(1), bytes(4))).toBeUndefined();
  expect(store.heldProof(4n, bytes(1), bytes(5))).toBeDefined();
});

test("a proof that could not be kept leaves the earlier ones and the store as they were", () => {
  const where = folder();
  const store = openNodeStore(where);
  for (let hash = 0; hash < heldPerHost; hash++) store.holdProof(held(1, hash), undefined);
  const other = new DatabaseSync(path.join(where, "node.sqlite"));
  other.exec(
    "CREATE TRIGGER full BEFORE DELETE ON proofs BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  expect(() => store.holdProof(held(1, 100), undefined)).toThrow("disk full");
  expect(store.heldProof(4n, bytes(1), bytes(100))).toBeUndefined();
  expect(store.heldProof(4n, bytes(1), bytes(0))).toBeDefined();
  other.exec("DROP TRIGGER full");
  store.holdProof(held(1, 100), undefined);
  expect(store.heldProof(4n, bytes(1), bytes(100))).toBeDefined();
  expect(store.heldProof(4n, bytes(1), bytes(0))).toBeUndefined();
});

test("earlier cycles are dropped, this one stays", () => {
  const store = openNodeStore(folder());
  for (const cycle of [3n, 4n]) {
    store.keepSecret(cycle, 0, bytes(1));
    store.holdProof(held(1, 2, cycle), undefined);
  }
  store.dropBefore(4n);
  expect(store.secret(3n, 0)).toBeUndefined();
  expect(store.heldProof(3n, bytes(1), bytes(2))).toBeUndefined();
  expect(store.secret(4n, 0)).toBeDefined();
  expect(store.heldProof(4n, bytes(1), bytes(2))).toBeDefined();
});

test("[LD8] a damaged file is named, with what to do about it", () => {
  const where = folder();
  writeFileSync(path.join(where, "node.sqlite"), "garbage ".repeat(1000));
  const open = () => openNodeStore(where);
  expect(open).toThrow(DataFolderError);
  expect(open).toThrow(`Data folder ${where} holds a node.sqlite that cannot be used`);
  expect(open).toThrow("move that file away and start again");
});

test("[LD8] a file with tables of another make is named too", () => {
  const where = folder();
  const other = new DatabaseSync(path.join(where, "node.sqlite"));
  other.exec("CREATE TABLE secrets (other TEXT)");
  other.close();
  expect(() => openNodeStore(where)).toThrow(DataFolderError);
});
