import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { bytesToHex, equalBytes, hexToBytes, publicKeyOf } from "@stadion/protocol/crypto";
import { machineRandom } from "@stadion/protocol/machine";
import { makeFolder } from "./make-folder.ts";

// A secret key in a file, 64 hex digits that only the owner may read (KY10). No key is ever lost to another:
// a key that is lost takes its weight with it.

/** The key in the file; made on first use. An existing file is never written to. */
export function readOrMakeKey(file: string): { secretKey: Uint8Array; isNew: boolean } {
  makeFolder(path.dirname(file));
  const secretKey = machineRandom.bytes(32);
  if (writeNew(file, secretKey)) return { secretKey, isNew: true };
  return { secretKey: readExisting(file), isNew: false };
}

/** The key in the file, or nothing where there is no file. Throws where the file holds something else. */
export function readKey(file: string): Uint8Array | undefined {
  try {
    return readExisting(file);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/**
 * Puts a key where there is none. `same` where it was there already; `other` where another one is, which
 * stays.
 */
export function putKey(file: string, secretKey: Uint8Array): "put" | "same" | "other" {
  makeFolder(path.dirname(file));
  if (writeNew(file, secretKey)) return "put";
  return equalBytes(readExisting(file), secretKey) ? "same" : "other";
}

/**
 * Puts a key in place of the file's, which is first kept beside it; returns where.
 *
 * A crash leaves the old key or the new one in the file, never half of either.
 */
export function replaceKey(file: string, secretKey: Uint8Array): string {
  const old = readExisting(file);
  const backup = `${file}.${bytesToHex(publicKeyOf(old)).slice(0, 8)}`;
  if (putKey(backup, old) === "other")
    throw new Error(`expected ${backup} to be free for the old key, found another one in it`);
  const beside = `${file}.new`;
  writeFileSync(beside, textOf(secretKey), { mode: 0o600, flush: true });
  chmodPrivate(beside);
  renameSync(beside, file);
  syncFolder(path.dirname(file));
  return backup;
}

function writeNew(file: string, secretKey: Uint8Array): boolean {
  try {
    writeFileSync(file, textOf(secretKey), { flag: "wx", mode: 0o600, flush: true });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function readExisting(file: string): Uint8Array {
  const text = readFileSync(file, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`expected 64 hex digits in the key file ${file}, found something else`);
  chmodPrivate(file);
  return hexToBytes(text);
}

function textOf(secretKey: Uint8Array): string {
  return `${bytesToHex(secretKey)}\n`;
}

function chmodPrivate(file: string): void {
  if (process.platform !== "win32") chmodSync(file, 0o600);
}

/** A rename is on disk once its folder is. Windows knows no such call. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
