/** What a command may do to the outside world. Adapters fill it; tests hand in their own. */
export interface CommandIo {
  /** One line to standard output. */
  print(line: string): void;
  /** One line to standard error: what went wrong, or progress that is not part of the answer. */
  warn(line: string): void;
  /** Draws over the last status line of a terminal; does nothing where there is none. */
  status(line: string): void;
  readonly isTerminal: boolean;
  /** Whether what is printed is seen by a person, and kept by no one. */
  readonly isOutputTerminal: boolean;
  /** The next line that is typed or piped in; nothing when there are no more. */
  askLine(question: string): Promise<string | undefined>;
  /** A line typed unseen. Throws `UsageError` where nobody sits at a terminal. */
  askSecret(question: string): Promise<string>;
  /** Milliseconds of a clock that never goes back. */
  nowMs(): number;
  randomBytes(count: number): Uint8Array;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Aborted when the person asks to stop; its reason is a StopRequestedError. */
  readonly stop: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** What a person types to run it, e.g. `npm run host`; options come after ` -- `. */
  readonly typed: string;
  readonly summary: string;
  /** 0 for yes, 1 for no, 2 for misuse. What could not be done throws: exit code 3. */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}

/** The arguments make no sense; the message says what was expected. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A person or a supervisor asked to stop. */
export class StopRequestedError extends Error {
  override readonly name = "StopRequestedError";
  /** SIGINT is a person's Ctrl-C, SIGTERM a supervisor's. */
  readonly signal: string;

  constructor(signal: string) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}
