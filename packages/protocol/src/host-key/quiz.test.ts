import fc from "fast-check";
import { expect, test } from "vitest";
import { encodePhrase } from "./phrase.ts";
import { checkQuiz, drawQuiz } from "./quiz.ts";

const random = (bytes: Uint8Array) => ({ bytes: (count: number) => bytes.slice(0, count) });
const bytes12 = fc.uint8Array({ minLength: 12, maxLength: 12 });

test("[KY4] three different places from 1 to 24, in order", () => {
  fc.assert(
    fc.property(bytes12, (drawn) => {
      const positions = drawQuiz(random(drawn));
      expect(new Set(positions).size).toBe(3);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      for (const position of positions) expect(position >= 1 && position <= 24).toBe(true);
    }),
  );
});

test("[KY4] every place is asked for, as often as any other", () => {
  const counts = new Map<number, number>();
  // Each first draw below 24 with each second below 23 and third below 22 once: all orders of three places.
  for (let a = 0; a < 24; a++)
    for (let b = 0; b < 23; b++)
      for (let c = 0; c < 22; c++) {
        const drawn = Uint8Array.of(0, 0, 0, a, 0, 0, 0, b, 0, 0, 0, c);
        for (const position of drawQuiz(random(drawn)))
          counts.set(position, (counts.get(position) ?? 0) + 1);
      }
  expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 24 }, (_, i) => i + 1),
  );
  expect(new Set(counts.values())).toEqual(new Set([(24 * 23 * 22 * 3) / 24]));
});

const secretKey = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
const phrase = encodePhrase(secretKey);
const positions = [1, 12, 24];
const right = positions.map((position) => phrase[position - 1] ?? "");

test("[KY4] the right words pass, however they are written", () => {
  expect(checkQuiz(secretKey, positions, right)).toEqual([]);
  const written = right.map((word, i) => ` ${positions[i]}. ${word.toUpperCase()} `);
  expect(checkQuiz(secretKey, positions, written)).toEqual([]);
  const short = right.map((word) => word.slice(0, 4));
  expect(checkQuiz(secretKey, positions, short)).toEqual([]);
});

test("[KY4] each wrong, missing or doubled answer is told by its place", () => {
  const [first = "", second = "", third = ""] = right;
  expect(checkQuiz(secretKey, positions, [first, "zoo", third])).toEqual([12]);
  expect(checkQuiz(secretKey, positions, [first, second])).toEqual([24]);
  expect(checkQuiz(secretKey, positions, [`${first} ${second}`, second, ""])).toEqual([1, 24]);
  expect(checkQuiz(secretKey, positions, [second, first, third])).toEqual([1, 12]);
});

test.each([0, 25, 1.5])("[KY4] place %d is a wrong call", (position) => {
  expect(() => checkQuiz(secretKey, [position], ["zoo"])).toThrow(
    "Expected a position from 1 to 24",
  );
});
