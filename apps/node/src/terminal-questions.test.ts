import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { UsageError } from "./command.ts";
import { createQuestions } from "./terminal-questions.ts";

/** A terminal that echoes what is typed unless its raw mode is on, as a real one does. */
function openTerminal() {
  const shown: string[] = [];
  let isRaw = false;
  const input = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode(mode: boolean) {
      isRaw = mode;
      return input;
    },
  });
  const rawAt: boolean[] = [];
  const output = {
    write(text: string | Uint8Array) {
      rawAt.push(isRaw);
      return shown.push(String(text)) > 0;
    },
  };
  const stop = new AbortController();
  const questions = createQuestions(input, output, stop.signal);
  const type = (text: string) => {
    if (!isRaw) shown.push(text);
    input.write(text);
  };
  return { questions, shown, rawAt, type, stop };
}

test("[KY11] a secret is typed unseen, and the line ends where the question stands", async () => {
  const { questions, shown, rawAt, type } = openTerminal();
  const answer = questions.askSecret("Passphrase: ");
  // Whoever answers at once, as a pasting terminal does, is not echoed either.
  expect(rawAt).toEqual([true]);
  type("five wordz\u007Fs");
  type(" and more\r");
  expect(await answer).toBe("five words and more");
  expect(shown).toEqual(["Passphrase: ", "\n"]);
});

test.each([
  ["Ctrl-C", "\u0003"],
  ["Ctrl-D", "\u0004"],
])("%s at a secret ends the question", async (_, character) => {
  const { questions, type } = openTerminal();
  const answer = questions.askSecret("Passphrase: ");
  type(character);
  await expect(answer).rejects.toThrow("stopped before an answer: nothing is changed");
});

test("a signal ends a question, and every later one", async () => {
  const { questions, stop } = openTerminal();
  const answer = questions.askLine("Words: ");
  stop.abort();
  await expect(answer).rejects.toThrow("stopped before an answer");
  await expect(questions.askLine("Words: ")).rejects.toThrow("stopped before an answer");
});

test("[KY11] where nobody types there is no secret to ask for", async () => {
  const output = { write: () => true };
  const questions = createQuestions(new PassThrough(), output, new AbortController().signal);
  await expect(questions.askSecret("Passphrase: ")).rejects.toThrow(UsageError);
});

test("lines that arrive at once answer one question each, and then there are no more", async () => {
  const input = new PassThrough();
  const questions = createQuestions(input, { write: () => true }, new AbortController().signal);
  input.end("one two\nthree\nfour");
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await questions.askLine("Words: "));
  expect(answers).toEqual(["one two", "three", "four", undefined]);
});
