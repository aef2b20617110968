import "fake-indexeddb/auto";
import { encodePhrase } from "@stadion/protocol/host-key";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#shared/storage/database.ts";
import { type KeyRecord, keyRecord, readKey } from "#shared/storage/index.ts";
import type { KeyCalls, OpenedKey } from "./key-calls.ts";
import { createKeyWork } from "./key-work.ts";

const present = keyRecord(new Uint8Array(32).fill(1), { createdAtMs: 5 });
const other = keyRecord(new Uint8Array(32).fill(2), {});
const otherPhrase = encodePhrase(other.secretKey).join(" ");
const passphrase = "five words that do not belong";

let work: KeyCalls;
let nowMs: number;
const shares: number[] = [];

beforeEach(async () => {
  await database.delete();
  await database.open();
  nowMs = 1000;
  shares.length = 0;
  work = createKeyWork({
    random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
    nowMs: () => nowMs,
    onProgress: (share) => shares.push(share),
  });
});

const put = (key: KeyRecord) => database.keys.put(key);

async function opened(text: string): Promise<Extract<OpenedKey, { ok: true }>> {
  const found = await work.open({ from: "phrase", text });
  if (!found.ok) throw new Error(found.message);
  return found;
}

describe("the phrase", () => {
  test("is the key's own, and three right words confirm it", async () => {
    await put(present);
    const words = await work.showPhrase();
    expect(words).toEqual(encodePhrase(present.secretKey));
    const places = await work.drawQuiz();
    expect(places).toHaveLength(3);
    const answers = places.map((place) => words[place - 1] ?? "");
    expect(await work.answerQuiz(places, answers.with(1, "zebra"))).toEqual([places[1]]);
    expect((await readKey())?.phraseConfirmedAtMs).toBe(0);
    expect(await work.answerQuiz(places, answers)).toEqual([]);
    expect(await readKey()).toEqual({ ...present, phraseConfirmedAtMs: 1000 });
  });

  test("of no key is none", async () => {
    await expect(work.showPhrase()).rejects.toThrow("There is no key in this browser");
  });
});

describe("a file", () => {
  test("gives the key back in another browser, and to nobody without its passphrase", async () => {
    await put(present);
    const { name, text } = await work.exportFile(passphrase);
    expect(name).toBe(`stadion-key-${present.hostId.slice(0, 8)}.age`);
    expect(text).not.toContain(present.hostId);
    expect(shares.at(-1)).toBe(1);
    expect((await readKey())?.exportedAtMs).toBe(1000);

    await database.keys.clear();
    const bytes = new TextEncoder().encode(text);
    const ask = (typed: string) => work.open({ from: "file", bytes, passphrase: typed });
    expect(await ask("")).toMatchObject({ ok: false, fault: "passphrase-needed" });
    expect(await ask("another passphrase")).toMatchObject({ fault: "wrong-passphrase" });
    expect(await work.take(undefined, "")).toMatchObject({ ok: false });
    nowMs = 2000;
    expect(await ask(passphrase)).toEqual({
      ok: true,
      hostId: present.hostId,
      createdAtMs: 5,
      present: undefined,
    });
    expect(await work.take(undefined, "")).toEqual({ ok: true });
    expect(await readKey()).toEqual({ ...present, exportedAtMs: 2000 });
  });

  test("is not made with a weak passphrase, and the key stays unsaved", async () => {
    await put(present);
    expect(await work.passphraseFault("123456789")).toMatch(/at least 10 characters/);
    await expect(work.exportFile("123456789")).rejects.toThrow(/at least 10 characters/);
    expect((await readKey())?.exportedAtMs).toBe(0);
    expect(await work.passphraseFault(await work.drawPassphrase())).toBeUndefined();
  });

  test("of the first kind, which was never encrypted, is read too", async () => {
    const text = JSON.stringify({
      format: "stadion-key/1",
      hostId: other.hostId,
      created: "2026-01-31T12:00:00.000Z",
      secretKey: "02".repeat(32),
    });
    const bytes = new TextEncoder().encode(text);
    const found = await work.open({ from: "file", bytes, passphrase: "" });
    expect(found).toMatchObject({ ok: true, hostId: other.hostId });
    const damaged = bytes.with(bytes.indexOf(0x32), 0x33);
    expect(await work.open({ from: "file", bytes: damaged, passphrase: "" })).toMatchObject({
      ok: false,
    });
  });
});

describe("another key in place of the present one", () => {
  test("comes at once where there is none, marked as kept", async () => {
    await opened(otherPhrase);
    expect(await work.take(undefined, "")).toEqual({ ok: true });
    expect(await readKey()).toEqual({ ...other, phraseConfirmedAtMs: 1000 });
  });

  test("needs the present one saved, or let go by name", async () => {
    await put(present);
    const found = await opened(otherPhrase);
    expect(found.present).toMatchObject({ hostId: present.hostId });
    expect(found.present).not.toHaveProperty("secretKey");
    for (const typed of ["", "yes", other.hostId.slice(0, 6)])
      expect(await work.take(present.hostId, typed)).toMatchObject({ ok: false });
    expect((await readKey())?.hostId).toBe(present.hostId);
    expect(await work.take(present.hostId, present.hostId.slice(0, 6))).toEqual({ ok: true });
    expect((await readKey())?.hostId).toBe(other.hostId);
  });

  test("takes the place of a saved one without that", async () => {
    await put({ ...present, exportedAtMs: 1 });
    await opened(otherPhrase);
    expect(await work.take(present.hostId, "")).toEqual({ ok: true });
    expect((await readKey())?.hostId).toBe(other.hostId);
  });

  test("is refused when another tab was quicker", async () => {
    await put({ ...present, exportedAtMs: 1 });
    await opened(otherPhrase);
    await database.keys.clear();
    expect(await work.take(present.hostId, "")).toMatchObject({ ok: false });
    expect(await readKey()).toBeUndefined();
  });

  test("that is the same one is marked as kept, and nothing else changes", async () => {
    await put({ ...other, exportedAtMs: 400, createdAtMs: 3 });
    await opened(otherPhrase);
    expect(await work.take(other.hostId, "")).toEqual({ ok: true });
    const kept = { ...other, exportedAtMs: 400, createdAtMs: 3, phraseConfirmedAtMs: 1000 };
    expect(await readKey()).toEqual(kept);
  });

  test("a phrase with a slip in it says which word, and opens nothing", async () => {
    const found = await work.open({ from: "phrase", text: otherPhrase.replace(/^\w+/, "abandom") });
    expect(found).toMatchObject({ ok: false, fault: "unknown-word" });
    expect(await work.take(undefined, "")).toMatchObject({ ok: false });
  });
});
