import { type CommandIo, UsageError } from "./command.ts";

/** A command's outside world in memory: files by path, and every line it wrote. */
export interface TestIo extends CommandIo {
  readonly files: Map<string, Uint8Array>;
  readonly printed: string[];
  readonly warned: string[];
  readonly asked: string[];
}

/** `answers` are what a person types, in order; with none there is nobody. */
export function createTestIo(answers: readonly string[] = []): TestIo {
  const files = new Map<string, Uint8Array>();
  const printed: string[] = [];
  const warned: string[] = [];
  const asked: string[] = [];
  const left = [...answers];
  let drawn = 0;
  return {
    files,
    printed,
    warned,
    asked,
    isTerminal: false,
    isOutputTerminal: false,
    async askLine(question) {
      asked.push(question);
      return left.shift();
    },
    async askSecret(question) {
      asked.push(question);
      const answer = left.shift();
      if (answer === undefined) throw new UsageError("nobody sits at this terminal");
      return answer;
    },
    stop: new AbortController().signal,
    print: (line) => void printed.push(line),
    warn: (line) => void warned.push(line),
    status: () => {},
    nowMs: () => performance.now(),
    randomBytes: (count) => new Uint8Array(count).fill(++drawn),
    async readFile(path) {
      const bytes = files.get(path);
      if (!bytes) throw new Error(`no such file: ${path}`);
      return bytes;
    },
    async writeFile(path, bytes) {
      files.set(path, bytes);
    },
  };
}
