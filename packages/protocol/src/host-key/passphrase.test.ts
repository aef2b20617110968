import { expect, test } from "vitest";
import { drawPassphrase, passphraseFault } from "./passphrase.ts";
import { words } from "./words.ts";

test.each([
  "abcde12345",
  "correct horse",
  "ééééééaeiou",
  "密码密码很长很长的一句话",
  "8471926350178264",
])("[KY7] %s will do", (passphrase) => expect(passphraseFault(passphrase)).toBeUndefined());

test.each([
  ["", "at least 10 characters, found 0"],
  ["abcde1234", "at least 10 characters, found 9"],
  // 9 characters as a person counts them, 10 as they may be typed.
  ["abcdefghe\u0301", "at least 10 characters, found 9"],
  ["🙂🙃😀😁😂🤣😃😄😅", "at least 10 characters, found 9"],
  ["abcdabcdabcd", "at least 5 different characters in the passphrase, found 4"],
  [" abcde12345", "without a space at either end"],
  ["abcde12345 ", "without a space at either end"],
  ["abcde\n12345", "without line breaks"],
  ["password123", "first guesses"],
  ["!!Passw0rd!!!", "first guesses"],
  ["qwertyuiop", "first guesses"],
  ["1234567890", "first guesses"],
])("[KY7] %j is refused in one line", (passphrase, message) => {
  expect(passphraseFault(passphrase)).toContain(message);
});

test("[KY7] a drawn one is six words of the list, and will do", () => {
  const ends = Uint8Array.of(0, 0, 7, 255, 8, 0, 255, 255, 0, 1, 4, 210);
  const drawn = drawPassphrase({ bytes: (count) => ends.slice(0, count) });
  expect(drawn).toBe(`abandon-zoo-abandon-zoo-ability-${words[1234]}`);
  expect(passphraseFault(drawn)).toBeUndefined();
});
