/**
 * A Host's key as a file for safe keeping: an age file that a passphrase opens.
 *
 * `age -d stadion-key-1234abcd.age` prints the JSON of `key-text.ts`: nobody needs Stadion to get a key back.
 */
import type { KeyFileWork } from "./age.ts";
import { type KeyFile, refused } from "./key-file-faults.ts";
import { decodeKeyText, encodeKeyText, hostIdOf } from "./key-text.ts";
import { normalPassphrase, passphraseFault } from "./passphrase.ts";
import type { HostKey } from "./types.ts";

/** 128 MiB and about half a second on a machine of 2024; each guess costs as much (KY8). */
const writtenLogN = 17;

/** Some hundred times a key file: what is longer is none, and is not read through. */
const mostBytes = 65_536;

/** What to call the file. */
export function keyFileName(key: HostKey): string {
  return `stadion-key-${hostIdOf(key).slice(0, 8)}.age`;
}

/**
 * The key as an encrypted file, text of about 700 bytes.
 *
 * Throws `RangeError` with `passphraseFault`'s line when the passphrase will not do.
 *
 * @see spec/key.md KY6 KY7 KY8
 */
export async function encodeKeyFile(
  key: HostKey,
  passphrase: string,
  work: KeyFileWork = {},
): Promise<string> {
  const fault = passphraseFault(passphrase);
  if (fault !== undefined) throw new RangeError(fault);
  const { sealText } = await import("./age.ts");
  return await sealText(encodeKeyText(key), normalPassphrase(passphrase), writtenLogN, work);
}

/**
 * Reads a key file: encrypted, armored or not, or one of the older and bare kinds. Without a passphrase an
 * encrypted one is refused with `passphrase-needed`, at once.
 *
 * Rejects only when the work's signal aborts.
 *
 * @see spec/key.md KY9
 */
export async function decodeKeyFile(
  bytes: Uint8Array,
  passphrase?: string,
  work: KeyFileWork = {},
): Promise<KeyFile> {
  if (bytes.length > mostBytes) return refused("not-a-key-file");
  const text = new TextDecoder().decode(bytes);
  const isArmored = text.includes("-----BEGIN AGE ENCRYPTED FILE-----");
  if (!isArmored && !text.startsWith("age-encryption.org/")) return decodeKeyText(text);
  if (passphrase === undefined || passphrase === "") return refused("passphrase-needed");
  const { decodeArmor, openText } = await import("./age.ts");
  const file = isArmored ? decodeArmor(text) : bytes;
  if (!file) return refused("damaged");
  // Another program may have taken the passphrase just as it was typed.
  const spellings = [...new Set([normalPassphrase(passphrase), passphrase])];
  const opened = await openText(file, spellings, work);
  return opened.ok ? decodeKeyText(opened.text) : refused(opened.fault);
}
