/**
 * What is inside a key file: JSON text of four fields.
 *
 *   { "format": "stadion-key/2",
 *     "hostId": "…64 hex…",          the public key: the Host whose key this is
 *     "created": "2026-01-31T…Z",    when the key was made; absent where nobody knows
 *     "secretKey": "…64 hex…" }
 */
import { bytesToHex, hexToBytes, publicKeyOf } from "@stadion/protocol/crypto";
import { type KeyFile, refused } from "./key-file-faults.ts";
import type { HostKey } from "./types.ts";

const family = "stadion-key/";
const format = `${family}2`;

/** The first had the same fields and was never encrypted. */
const readFormats = [format, `${family}1`];

/** The Host a key makes, 64 hex digits. */
export function hostIdOf(key: HostKey): string {
  return bytesToHex(publicKeyOf(key.secretKey));
}

export function encodeKeyText(key: HostKey): string {
  const { secretKey, createdAtMs } = key;
  const created = createdAtMs === undefined ? {} : { created: new Date(createdAtMs).toISOString() };
  const fields = { format, hostId: hostIdOf(key), ...created, secretKey: bytesToHex(secretKey) };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** Reads the JSON of a key file, or the bare 64 digits of a Host's own `host.key`. */
export function decodeKeyText(text: string): KeyFile {
  const trimmed = text.trim();
  const bare = bytes32(trimmed);
  if (bare) return { ok: true, key: { secretKey: bare } };
  const fields = parseObject(trimmed);
  if (!fields) return refused(trimmed.startsWith("{") ? "damaged" : "not-a-key-file");
  const { format: found, hostId, created } = fields;
  if (typeof found !== "string" || !found.startsWith(family)) return refused("not-a-key-file");
  if (!readFormats.includes(found)) return refused("newer-format");
  const secretKey = bytes32(fields.secretKey);
  if (!secretKey) return refused("damaged");
  const createdAtMs = typeof created === "string" ? Date.parse(created) : Number.NaN;
  const key = { secretKey, ...(Number.isNaN(createdAtMs) ? {} : { createdAtMs }) };
  return hostIdOf(key) === hostId ? { ok: true, key } : refused("other-host");
}

function bytes32(hex: unknown): Uint8Array | undefined {
  const isWhole = typeof hex === "string" && /^[0-9a-f]{64}$/.test(hex);
  return isWhole ? hexToBytes(hex) : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
