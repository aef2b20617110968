import type { CommandIo } from "./command.ts";

/** A command's outside world in memory: files by path, and every line it wrote. */
export interface TestIo extends CommandIo {
  readonly files: Map<string, Uint8Array>;
  readonly printed: string[];
  readonly warned: string[];
}

export function createTestIo(): TestIo {
  const files = new Map<string, Uint8Array>();
  const printed: string[] = [];
  const warned: string[] = [];
  let drawn = 0;
  return {
    files,
    printed,
    warned,
    isTerminal: false,
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
