/**
 * Text in an age file that a passphrase opens (age-encryption.org/v1), loaded only when one is made or read.
 *
 *   -----BEGIN AGE ENCRYPTED FILE-----
 *   age-encryption.org/v1
 *   -> scrypt SALT 17                 2^17 is scrypt's N, r = 8, p = 1
 *   FILE KEY, encrypted               under scrypt(passphrase, "age-encryption.org/v1/scrypt" ‖ salt)
 *   --- MAC of the lines above        then, in binary, a nonce and the text in ChaCha20-Poly1305;
 *   -----END AGE ENCRYPTED FILE-----  the armor is Base64 of all of it
 *
 * The library's own scrypt would hold up the thread for as long as it takes. This one yields, so that
 * a page stays alive, shows how far it is, and Node can stop it.
 */

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { base64nopad } from "@scure/base";
import { concatBytes } from "@stadion/protocol/crypto";
import { armor, Decrypter, Encrypter, Stanza } from "age-encryption";
import type { KeyFileFault } from "./key-file-faults.ts";

/** What an app wants to know of a work that takes a second, and how it ends it. */
export interface KeyFileWork {
  /**
   * Aborting it rejects with its reason. Chromium lets the work go on ahead of timers and messages, so there a
   * worker hears it only before the work begins: end the worker instead.
   */
  readonly signal?: AbortSignal;
  /** Hears the share that is done, 0 to 1, about a hundred times. */
  readonly onProgress?: (share: number) => void;
}

/** 1 GiB, and the most that age itself writes. A stranger's file could ask for any amount. */
const mostLogN = 20;

const label = new TextEncoder().encode("age-encryption.org/v1/scrypt");

/** The text as an armored age file; `logN` is the power of two of scrypt's work. */
export async function sealText(
  text: string,
  passphrase: string,
  logN: number,
  work: KeyFileWork,
): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient({
    async wrapFileKey(fileKey) {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const key = await stretch(passphrase, salt, logN, work);
      const args = ["scrypt", base64nopad.encode(salt), String(logN)];
      return [new Stanza(args, cipherOf(key).encrypt(fileKey))];
    },
  });
  return armor.encode(await encrypter.encrypt(text));
}

export type Opened =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: KeyFileFault };

/** Opens a binary age file with the first passphrase that fits. Rejects only when the signal aborts. */
export async function openText(
  file: Uint8Array,
  passphrases: readonly string[],
  work: KeyFileWork,
): Promise<Opened> {
  let fault: KeyFileFault = "damaged";
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    async unwrapFileKey(stanzas) {
      const found = readStanza(stanzas);
      if (typeof found === "string") {
        fault = found;
        return null;
      }
      for (const passphrase of passphrases) {
        try {
          const key = await stretch(passphrase, found.salt, found.logN, work);
          const fileKey = decrypted(key, found.body);
          if (fileKey) return fileKey;
        } catch (error) {
          if (error instanceof RangeError) fault = "too-little-memory";
          throw error;
        }
      }
      fault = "wrong-passphrase";
      return null;
    },
  });
  try {
    return { ok: true, text: await decrypter.decrypt(file, "text") };
  } catch {
    work.signal?.throwIfAborted();
    return { ok: false, fault };
  }
}

/** The binary file inside an armored one, whatever stands around it; nothing if it is damaged. */
export function decodeArmor(text: string): Uint8Array | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const first = lines.indexOf("-----BEGIN AGE ENCRYPTED FILE-----");
  const last = lines.indexOf("-----END AGE ENCRYPTED FILE-----");
  try {
    return armor.decode(lines.slice(first, last + 1).join("\n"));
  } catch {
    return undefined;
  }
}

interface PassphraseStanza {
  readonly salt: Uint8Array;
  readonly logN: number;
  readonly body: Uint8Array;
}

function readStanza(stanzas: readonly Stanza[]): PassphraseStanza | KeyFileFault {
  const [stanza, extra] = stanzas;
  if (stanza?.args[0] !== "scrypt") return stanza ? "not-for-a-passphrase" : "damaged";
  const [, saltText = "", logNText = "", more] = stanza.args;
  const { body } = stanza;
  const isWhole = extra === undefined && more === undefined && body.length === 32;
  if (!isWhole || !/^[1-9][0-9]*$/.test(logNText)) return "damaged";
  const logN = Number(logNText);
  if (logN > mostLogN) return "too-much-work";
  try {
    const salt = base64nopad.decode(saltText);
    return salt.length === 16 ? { salt, logN, body } : "damaged";
  } catch {
    return "damaged";
  }
}

/** The key that a passphrase makes, 32 bytes. Throws `RangeError` where the memory is not there. */
async function stretch(
  passphrase: string,
  salt: Uint8Array,
  logN: number,
  { signal, onProgress }: KeyFileWork,
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const N = 2 ** logN;
  let told = -1;
  return await scryptAsync(passphrase, concatBytes(label, salt), {
    N,
    r: 8,
    p: 1,
    dkLen: 32,
    maxmem: 1024 * (N + 2),
    onProgress(share) {
      signal?.throwIfAborted();
      const percent = Math.floor(100 * share);
      if (percent === told) return;
      told = percent;
      onProgress?.(share);
    },
  });
}

function decrypted(key: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  try {
    return cipherOf(key).decrypt(body);
  } catch {
    return undefined;
  }
}

/** The key encrypts one file key and nothing else, so its nonce can be zero. */
function cipherOf(key: Uint8Array): ReturnType<typeof chacha20poly1305> {
  return chacha20poly1305(key, new Uint8Array(12));
}
