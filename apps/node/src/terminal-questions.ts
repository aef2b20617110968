import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { ReadStream, WriteStream } from "node:tty";
import { type CommandIo, UsageError } from "./command.ts";

type Input = NodeJS.ReadableStream & Partial<Pick<ReadStream, "isTTY">>;
type Output = Pick<WriteStream, "write">;

/** Asks at a terminal: questions go to standard error, so that answers of a command can be piped on. */
export function createQuestions(
  input: Input,
  output: Output,
  stop: AbortSignal,
): Pick<CommandIo, "askLine" | "askSecret"> {
  // One reader for all lines: what is pasted or piped in arrives at once, for several questions.
  let lines: AsyncIterator<string> | undefined;
  return {
    async askLine(question) {
      if (input.isTTY) output.write(question);
      lines ??= createInterface({ input })[Symbol.asyncIterator]();
      const next = await unlessStopped(lines.next(), stop);
      return next.done ? undefined : next.value;
    },
    async askSecret(question) {
      if (!input.isTTY)
        throw new UsageError(
          "Expected a terminal to ask for the passphrase at: set STADION_PASSPHRASE",
        );
      // First the reader: from the question on, whatever is typed is unseen.
      const answer = readUnseen(input);
      output.write(question);
      try {
        return await unlessStopped(answer, stop);
      } finally {
        output.write("\n");
      }
    },
  };
}

/** One line of a terminal in raw mode, where nothing but us would echo it, and we do not. */
async function readUnseen(input: Input): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true });
  try {
    return await new Promise((resolve, reject) => {
      reader.once("line", resolve);
      // In raw mode Ctrl-C is a character, Ctrl-D an end.
      reader.once("SIGINT", () => reject(stopped()));
      reader.once("close", () => reject(stopped()));
    });
  } finally {
    reader.close();
  }
}

async function unlessStopped<T>(answer: Promise<T>, stop: AbortSignal): Promise<T> {
  const heard = new AbortController();
  try {
    return await Promise.race([
      answer,
      new Promise<never>((_, reject) => {
        if (stop.aborted) reject(stopped());
        stop.addEventListener("abort", () => reject(stopped()), { signal: heard.signal });
      }),
    ]);
  } finally {
    heard.abort();
  }
}

function stopped(): Error {
  return new Error("stopped before an answer: nothing is changed");
}
