import type { Random } from "../machine/index.ts";
import { words } from "./words.ts";

/** Characters that a passphrase has at least, as a person counts them. */
const leastCharacters = 10;

/** Different characters that it has at least: "aaaaaaaaaa" is long and no secret. */
const leastDifferent = 5;

/** The first guesses of anyone who guesses; digits and signs around them do not help (KY7). */
const firstGuesses = new Set(
  "password passwort passw0rd p@ssword qwerty qwertyuiop qwertz azerty abcdef abcdefghij iloveyou letmein welcome administrator dragon monkey football baseball sunshine princess superman trustno stadion".split(
    " ",
  ),
);

/** 66 bits: beyond guessing, at the work that one try costs (KY8). */
const drawnWords = 6;

/**
 * What is wrong with a passphrase that someone wants to set, in one line; nothing if it will do.
 *
 * It tells what is surely too weak. What it lets pass may still be easy to guess.
 *
 * @see spec/key.md KY7
 */
export function passphraseFault(passphrase: string): string | undefined {
  const characters = [...normalPassphrase(passphrase)];
  if (characters.length < leastCharacters)
    return `Expected a passphrase of at least ${leastCharacters} characters, found ${characters.length}: five words that do not belong together are a good one`;
  const different = new Set(characters).size;
  if (different < leastDifferent)
    return `Expected at least ${leastDifferent} different characters in the passphrase, found ${different}`;
  const bare = characters
    .join("")
    .toLowerCase()
    .replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  if ((bare === "" && characters.length < 16) || firstGuesses.has(bare))
    return "Expected a passphrase that is not among the first guesses: five words that do not belong together are a good one";
  if (/^\s|\s$|\p{Cc}/u.test(passphrase))
    return "Expected a passphrase without line breaks, and without a space at either end: they get lost in copying";
  return undefined;
}

/** A passphrase nobody can guess, six words of the phrase's list, for someone who does not want to think of one. */
export function drawPassphrase(random: Random): string {
  const draws = new DataView(Uint8Array.from(random.bytes(2 * drawnWords)).buffer);
  const drawn = Array.from(
    { length: drawnWords },
    (_, i) => words[draws.getUint16(2 * i) % words.length],
  );
  return drawn.join("-");
}

/** One spelling for what looks the same: systems differ in how they type an "é" (KY7). */
export function normalPassphrase(passphrase: string): string {
  return passphrase.normalize("NFC");
}
