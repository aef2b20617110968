import type { Random } from "../machine/index.ts";
import { encodePhrase, phraseLength, splitPhrase } from "./phrase.ts";
import { wordOf } from "./words.ts";

/** Words that a person is asked for. */
const quizLength = 3;

/**
 * Three different positions of a phrase, 1 to 24, in ascending order, each choice as likely as any other.
 *
 * @see spec/key.md KY4
 */
export function drawQuiz(random: Random): readonly number[] {
  const left = Array.from({ length: phraseLength }, (_, i) => i + 1);
  const draws = new DataView(Uint8Array.from(random.bytes(4 * quizLength)).buffer);
  const drawn = Array.from({ length: quizLength }, (_, i) => {
    // 32 bits onto at most 24 places: no place is favoured by more than one part in 10^8.
    const [position = 0] = left.splice(draws.getUint32(4 * i) % left.length, 1);
    return position;
  });
  return drawn.sort((a, b) => a - b);
}

/**
 * The positions whose word was not given; none means that the person has the phrase.
 *
 * Answers are in the order of the positions, read as kindly as a phrase is (KY3). Throws `RangeError` for a
 * position that no phrase has.
 *
 * @see spec/key.md KY4
 */
export function checkQuiz(
  secretKey: Uint8Array,
  positions: readonly number[],
  answers: readonly string[],
): readonly number[] {
  const phrase = encodePhrase(secretKey);
  return positions.filter((position, i) => {
    const expected = phrase[position - 1];
    if (expected === undefined)
      throw new RangeError(`Expected a position from 1 to ${phraseLength}, found ${position}`);
    const [answer, extra] = splitPhrase(answers[i] ?? "");
    return answer === undefined || extra !== undefined || wordOf(answer) !== expected;
  });
}
