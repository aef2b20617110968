/**
 * A Host's secret key as 24 words that a person can write down.
 *
 * The 256 bits of the key and the first 8 of their SHA-256 are cut into 24 numbers of 11 bits, and each names
 * one of BIP-39's 2048 English words. The way back is exact, so every key has one phrase and is not derived
 * from it: the key of 32 zero bytes is "abandon" 23 times and then "art".
 */
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { nearestWord, wordOf } from "./words.ts";

/** Words in a phrase. */
export const phraseLength = 24;

export type Phrase =
  | { readonly ok: true; readonly secretKey: Uint8Array }
  | ({ readonly ok: false; readonly message: string } & PhraseFault);

/** What is wrong with a phrase; `position` counts from 1, as the paper does. */
export type PhraseFault =
  | {
      readonly fault: "unknown-word";
      readonly position: number;
      readonly word: string;
      /** The word that may have been meant. */
      readonly nearest: string | undefined;
    }
  | { readonly fault: "word-count"; readonly found: number }
  | { readonly fault: "wrong-checksum" };

/**
 * The phrase of a secret key, 24 words. Throws `RangeError` unless the key has 32 bytes.
 *
 * @see spec/key.md KY2
 */
export function encodePhrase(secretKey: Uint8Array): readonly string[] {
  if (secretKey.length !== 32)
    throw new RangeError(`Expected a secret key of 32 bytes, found ${secretKey.length}`);
  return entropyToMnemonic(secretKey, wordlist).split(" ");
}

/**
 * Reads a phrase as people write one: in any case, numbered, with commas, on several lines, words cut short
 * after four letters.
 *
 * @see spec/key.md KY3
 */
export function decodePhrase(text: string): Phrase {
  const found = splitPhrase(text);
  const meant: string[] = [];
  for (const [i, token] of found.entries()) {
    const word = wordOf(token);
    if (word === undefined) return unknownWord(i + 1, token);
    meant.push(word);
  }
  if (meant.length !== phraseLength) {
    const message = `Expected ${phraseLength} words, found ${meant.length}: check that none is missing or written twice`;
    return { ok: false, fault: "word-count", found: meant.length, message };
  }
  try {
    return { ok: true, secretKey: mnemonicToEntropy(meant.join(" "), wordlist) };
  } catch {
    // Words and their number are right, so the checksum alone is left to say no.
    const message =
      "Every word is in the list, but together they are no phrase: a word is another one's, or two have changed places";
    return { ok: false, fault: "wrong-checksum", message };
  }
}

function unknownWord(position: number, token: string): Phrase {
  const nearest = nearestWord(token);
  const word = token.length > 20 ? `${token.slice(0, 20)}…` : token;
  const hint = nearest === undefined ? "" : `: did you mean "${nearest}"?`;
  const message = `Word ${position}, "${word}", is not in the list of recovery words${hint}`;
  return { ok: false, fault: "unknown-word", position, word, nearest, message };
}

/** The words of a text, without their numbers and what stands between them. */
export function splitPhrase(text: string): readonly string[] {
  return (
    text
      .normalize("NFKD")
      // Marks that are not seen, as pasting brings along.
      .replace(/\p{Cf}/gu, "")
      .toLowerCase()
      .split(/[\s.,;:/|()[\]"'“”#–—-]+/u)
      .map((token) => token.replace(/^\d+/, ""))
      .filter((token) => token !== "")
  );
}
