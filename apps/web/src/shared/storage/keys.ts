import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { database, type KeyRecord } from "./database.ts";

/** A key without its secret: all that a screen needs to know. */
export type KeyFacts = Omit<KeyRecord, "secretKey">;

/** This page's key, or nothing before one is made. */
export async function readKey(): Promise<KeyRecord | undefined> {
  return database.keys.toCollection().first();
}

/** This page's key as a screen may hold it. */
export async function readKeyFacts(): Promise<KeyFacts | undefined> {
  const key = await readKey();
  if (!key) return undefined;
  const { secretKey: _, ...facts } = key;
  return facts;
}

/** Makes a key unless there is one already: two tabs that ask at once end with the same one. */
export async function makeKey(): Promise<KeyRecord> {
  const secretKey = crypto.getRandomValues(new Uint8Array(32));
  const made = keyRecord(secretKey, { createdAtMs: Date.now() });
  const kept = await database.transaction("rw", database.keys, async () => {
    const present = await database.keys.toCollection().first();
    if (present) return present;
    await database.keys.add(made);
    return made;
  });
  await askToPersist();
  return kept;
}

/** Asks the browser not to evict this page's data when space runs short; a no is no error. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

/** A record of this secret, safe nowhere else unless the marks say so. */
export function keyRecord(secretKey: Uint8Array, marks: Partial<KeyFacts>): KeyRecord {
  const hostId = bytesToHex(publicKeyOf(secretKey));
  const none = { createdAtMs: 0, exportedAtMs: 0, phraseConfirmedAtMs: 0 };
  return { ...none, ...marks, hostId, secretKey };
}

/** Whether the key would outlive this browser. */
export function isSaved({ exportedAtMs, phraseConfirmedAtMs }: KeyFacts): boolean {
  return exportedAtMs > 0 || phraseConfirmedAtMs > 0;
}

/** Notes that the person has the key elsewhere too. */
export async function markKey(
  hostId: string,
  mark: Partial<Pick<KeyRecord, "exportedAtMs" | "phraseConfirmedAtMs">>,
): Promise<void> {
  await database.keys.update(hostId, mark);
}

/**
 * Puts a key in the place of the present one, for good.
 *
 * @param replaced - the Host whose key it replaces; nothing for none
 * @returns whether it did: not if another tab has replaced it meanwhile
 */
export async function replaceKey(key: KeyRecord, replaced: string | undefined): Promise<boolean> {
  const done = await database.transaction("rw", database.keys, async () => {
    const present = await database.keys.toCollection().first();
    if (present?.hostId !== replaced) return false;
    await database.keys.clear();
    await database.keys.add(key);
    return true;
  });
  if (done) await askToPersist();
  return done;
}
