import { bytesToHex, hexToBytes, publicKeyOf } from "@stadion/protocol/crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { decodePhrase, encodePhrase } from "./phrase.ts";

const { cases } = readVectors<{ secretKey: string; phrase: string; hostId: string }>("key/phrase");

test.each(cases)("[KY1] [KY2] $name: the key's words, and the Host they make", (vector) => {
  expect(encodePhrase(hexToBytes(vector.secretKey)).join(" ")).toBe(vector.phrase);
  const phrase = decodePhrase(vector.phrase);
  expect(phrase.ok && bytesToHex(phrase.secretKey)).toBe(vector.secretKey);
  expect(phrase.ok && bytesToHex(publicKeyOf(phrase.secretKey))).toBe(vector.hostId);
});

test("[KY2] every key has a phrase, and its phrase gives it back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (secretKey) => {
      const words = encodePhrase(secretKey);
      expect(words).toHaveLength(24);
      expect(decodePhrase(words.join(" "))).toEqual({ ok: true, secretKey });
    }),
  );
});

test.each([0, 31, 33])("[KY2] a key of %i bytes is a wrong call", (length) => {
  expect(() => encodePhrase(new Uint8Array(length))).toThrow(
    `Expected a secret key of 32 bytes, found ${length}`,
  );
});

const text = cases.find(({ name }) => name === "hamster")?.phrase ?? "";
const words = text.split(" ");
const secretKey = decodePhrase(text);

test.each([
  ["upper case", text.toUpperCase()],
  ["capitals", words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join(" ")],
  ["commas", words.join(", ")],
  ["one a line", `\r\n${words.join("\r\n")}\r\n`],
  ["numbered", words.map((word, i) => `${i + 1}. ${word}`).join("\n")],
  ["numbered without a space", words.map((word, i) => `${i + 1}.${word}`).join("  ")],
  ["numbered with a bracket", words.map((word, i) => `(${i + 1}) ${word}`).join("\t")],
  ["numbered of 24", words.map((word, i) => `${i + 1}/24 ${word}`).join(" ")],
  ["in quotes", `“${words.join("” “")}”`],
  ["first four letters", words.map((word) => word.slice(0, 4)).join(" ")],
  ["dashes", words.join("-")],
  ["a mark of byte order and hard spaces", `\uFEFF${words.join("\u00A0")}`],
  ["invisible marks inside", words.map((word) => `${word[0]}\u200B${word.slice(1)}`).join(" ")],
  ["full-width letters", text.replace(/[a-z]/g, (letter) => fullWidth(letter))],
])("[KY3] %s are read", (_, written) => {
  expect(decodePhrase(written)).toEqual(secretKey);
});

function fullWidth(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
}

const withWord = (position: number, word: string) => words.with(position - 1, word).join(" ");

test.each([
  ["changed", "privste", "private"],
  ["left out", "privte", "private"],
  ["put in", "privatte", "private"],
  ["swapped", "pirvate", "private"],
  ["swapped and one changed", "pirvste", "private"],
  ["changed twice", "pribete", "private"],
  ["a digit in it", "pr1vate", "private"],
  ["changed in a short word", "haz", "hat"],
])("[KY3] a letter %s: the word, its place and the one that was meant", (_, typed, nearest) => {
  expect(decodePhrase(withWord(3, typed))).toEqual({
    ok: false,
    fault: "unknown-word",
    position: 3,
    word: typed,
    nearest,
    message: `Word 3, "${typed}", is not in the list of recovery words: did you mean "${nearest}"?`,
  });
});

test("[KY3] a word near to none is told without a guess, and cut short", () => {
  const read = decodePhrase(withWord(24, `${"x".repeat(1_000_000)}`));
  expect(read).toMatchObject({ fault: "unknown-word", position: 24, nearest: undefined });
  expect(!read.ok && read.message).toBe(
    `Word 24, "${"x".repeat(20)}…", is not in the list of recovery words`,
  );
});

test.each([
  [0, ""],
  [12, words.slice(0, 12).join(" ")],
  [23, words.slice(1).join(" ")],
  [25, `${text} zoo`],
])("[KY3] %i words are told as such", (found, written) => {
  expect(decodePhrase(written)).toMatchObject({ ok: false, fault: "word-count", found });
});

test("[KY3] an unknown word comes before a wrong number of words", () => {
  expect(decodePhrase("my phrase")).toMatchObject({ fault: "unknown-word", word: "my" });
});

test("[KY3] known words in another order fail the checksum", () => {
  const [first = "", second = "", ...others] = words;
  const swapped = decodePhrase([second, first, ...others].join(" "));
  expect(swapped).toMatchObject({ ok: false, fault: "wrong-checksum" });
});

test("[KY3] a refusal repeats one word at most", () => {
  const misspelt = withWord(5, "cuase");
  const read = decodePhrase(misspelt);
  const told = JSON.stringify(read);
  expect(read.ok).toBe(false);
  for (const word of ["hamster", "private", "dutch", "delay", "length"])
    expect(told).not.toContain(word);
});
