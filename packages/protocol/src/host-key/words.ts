import { wordlist } from "@scure/bip39/wordlists/english.js";

/** The 2048 English words of BIP-39, in order. The first four letters name one word. */
export const words: readonly string[] = wordlist;

const known = new Set(words);

/** What may stand for a word: the word itself, or its first letters, at least four (KY3). */
export function wordOf(text: string): string | undefined {
  if (known.has(text)) return text;
  return text.length >= 4 ? words.find((word) => word.startsWith(text)) : undefined;
}

/**
 * The word of the list that takes fewest slips of the pen to reach, if two are enough; of several one with the
 * same first letter, which people seldom get wrong.
 */
export function nearestWord(text: string): string | undefined {
  // The longest word has 8 letters: what is much longer is near to none.
  if (text.length > 10) return undefined;
  let [nearest, least]: [string | undefined, number] = [undefined, 6];
  for (const word of words) {
    const distance = 2 * slipsBetween(text, word) + (text[0] === word[0] ? 0 : 1);
    if (distance < least) [nearest, least] = [word, distance];
  }
  return nearest;
}

/** Letters to put in, leave out, change or swap with their neighbour: optimal string alignment. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, change);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
