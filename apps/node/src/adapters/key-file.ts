import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { makeFolder } from "./make-folder.ts";
import { createSystemRandom } from "./system-random.ts";

/**
 * The secret key in a file, 64 hex digits that only the owner may read; made on first use.
 *
 * An existing file is never written to: a key that is lost takes its weight with it.
 */
export function readOrMakeKey(file: string): { secretKey: Uint8Array; isNew: boolean } {
  makeFolder(path.dirname(file));
  const secretKey = createSystemRandom().bytes(32);
  try {
    writeFileSync(file, `${bytesToHex(secretKey)}\n`, { flag: "wx", mode: 0o600, flush: true });
    return { secretKey, isNew: true };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const text = readFileSync(file, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`expected 64 hex digits in the key file ${file}, found something else`);
  if (process.platform !== "win32") chmodSync(file, 0o600);
  return { secretKey: hexToBytes(text), isNew: false };
}
