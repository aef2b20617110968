import { bytesToHex, hexToBytes, publicKeyOf } from "@stadion/protocol/crypto";
import { database, type KeyRecord } from "./database.ts";

const fileFormat = "stadion-key/1";

/** This page's key, or nothing before one is made. */
export async function readKey(): Promise<KeyRecord | undefined> {
  return database.keys.toCollection().first();
}

/** Makes a key unless there is one already: two tabs that ask at once end with the same one. */
export async function makeKey(): Promise<KeyRecord> {
  const secretKey = crypto.getRandomValues(new Uint8Array(32));
  const made = keyRecord(secretKey, Date.now());
  const kept = await database.transaction("rw", database.keys, async () => {
    const present = await database.keys.toCollection().first();
    if (present) return present;
    await database.keys.add(made);
    return made;
  });
  // Asks the browser not to evict the key when space runs short; a no is no error.
  await navigator.storage?.persist?.().catch(() => false);
  return kept;
}

function keyRecord(secretKey: Uint8Array, createdAtMs: number): KeyRecord {
  const hostId = bytesToHex(publicKeyOf(secretKey));
  return { hostId, secretKey, createdAtMs, exportedAtMs: 0 };
}

/** The key as a file for safe keeping. Whoever has the file has the key. */
export function encodeKeyFile(key: KeyRecord): string {
  const { hostId, secretKey, createdAtMs } = key;
  const created = new Date(createdAtMs).toISOString();
  const fields = { format: fileFormat, hostId, created, secretKey: bytesToHex(secretKey) };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

export type KeyFile =
  | { readonly ok: true; readonly key: KeyRecord }
  | { readonly ok: false; readonly message: string };

/** Reads a key file back; one line says what is wrong with another file. */
export function decodeKeyFile(text: string): KeyFile {
  const fields = parseObject(text);
  if (fields?.format !== fileFormat)
    return refused(`Expected a key file with format "${fileFormat}", found another file`);
  const { secretKey, hostId, created } = fields;
  if (typeof secretKey !== "string" || !/^[0-9a-f]{64}$/.test(secretKey))
    return refused("Expected a secret key of 64 hex digits; the file is damaged");
  const key = keyRecord(hexToBytes(secretKey), Date.parse(String(created)) || 0);
  if (key.hostId !== hostId)
    return refused("The secret key does not belong to the Host named in the file: it is damaged");
  return { ok: true, key };
}

/** Puts a key from a file in place of the present one, which the caller has had downloaded. */
export async function restoreKey(key: KeyRecord): Promise<void> {
  await database.transaction("rw", database.keys, async () => {
    await database.keys.clear();
    await database.keys.add({ ...key, exportedAtMs: Date.now() });
  });
}

export async function markKeyExported(hostId: string): Promise<void> {
  await database.keys.update(hostId, { exportedAtMs: Date.now() });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function refused(message: string): KeyFile {
  return { ok: false, message };
}
