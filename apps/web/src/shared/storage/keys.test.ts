import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { beforeEach, expect, test } from "vitest";
import { database } from "./database.ts";
import { isSaved, keyRecord, makeKey, markKey, readKey, readKeyFacts, replaceKey } from "./keys.ts";
import { countData, eraseData, exportData } from "./page-data.ts";
import { valueStore } from "./value-store.ts";

// RFC 8032, section 7.1, tests 1 and 2.
const first = keyRecord(
  bytesOf("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
  {},
);
const second = keyRecord(
  bytesOf("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
  { createdAtMs: 7 },
);

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

beforeEach(async () => {
  await database.delete();
  await database.open();
});

test("a key is named by its public key, and is saved once it has a mark", () => {
  expect(second.hostId).toBe("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  expect(second).toMatchObject({ createdAtMs: 7, exportedAtMs: 0, phraseConfirmedAtMs: 0 });
  expect(isSaved(second)).toBe(false);
  expect(isSaved({ ...second, exportedAtMs: 1 })).toBe(true);
  expect(isSaved({ ...second, phraseConfirmedAtMs: 1 })).toBe(true);
});

test("two that make a key at once end with the same one", async () => {
  const [a, b] = await Promise.all([makeKey(), makeKey()]);
  expect(a.hostId).toBe(b.hostId);
  expect((await readKey())?.hostId).toBe(a.hostId);
});

test("what a screen learns of a key has no secret in it", async () => {
  const { hostId } = await makeKey();
  await markKey(hostId, { phraseConfirmedAtMs: 5 });
  const facts = await readKeyFacts();
  expect(facts).toMatchObject({ hostId, phraseConfirmedAtMs: 5, exportedAtMs: 0 });
  expect(facts).not.toHaveProperty("secretKey");
});

test("a key is replaced only if the one to be replaced is still there", async () => {
  expect(await replaceKey(first, second.hostId)).toBe(false);
  expect(await readKey()).toBeUndefined();
  expect(await replaceKey(first, undefined)).toBe(true);
  expect(await replaceKey(second, undefined)).toBe(false);
  expect(await replaceKey(second, second.hostId)).toBe(false);
  expect(await readKey()).toEqual(first);
  expect(await replaceKey(second, first.hostId)).toBe(true);
  expect(await database.keys.toArray()).toEqual([second]);
});

test("a database of the first version keeps its key and values, and its key's phrase is unconfirmed", async () => {
  await database.delete();
  const old = new Dexie("stadion");
  old.version(1).stores({ keys: "hostId", values: "[owner+name], owner" });
  const { phraseConfirmedAtMs: _, ...record } = { ...first, createdAtMs: 3, exportedAtMs: 4 };
  await old.table("keys").add(record);
  const value = Uint8Array.of(1, 2, 3);
  await old.table("values").add({ owner: first.hostId, name: "lane", value });
  old.close();

  await database.open();
  expect(await readKey()).toEqual({ ...record, phraseConfirmedAtMs: 0 });
  expect(await valueStore(first.hostId).get("lane")).toEqual(value);
});

test("the page's data leaves as text without the secret, and is erased whole", async () => {
  await replaceKey(first, undefined);
  await valueStore(first.hostId).set("lane", Uint8Array.of(7, 255));
  expect(await countData()).toEqual({ keys: 1, values: 1 });
  const text = await exportData();
  expect(JSON.parse(text)).toMatchObject({
    format: "stadion-page-data/1",
    keys: [{ hostId: first.hostId }],
    values: [{ owner: first.hostId, name: "lane", value: "07ff" }],
  });
  expect(text).not.toContain("9d61b19d");
  expect(text).not.toContain("secretKey");
  await eraseData();
  expect(await countData()).toEqual({ keys: 0, values: 0 });
});
