import type { KeyFacts } from "#shared/storage/index.ts";

/** Where a key comes from that a person had kept. */
export type KeySource =
  | { readonly from: "phrase"; readonly text: string }
  | { readonly from: "file"; readonly bytes: Uint8Array; readonly passphrase: string };

/** A kept key that was read. It stays in the worker; the page learns whose it is. */
export type OpenedKey =
  | {
      readonly ok: true;
      readonly hostId: string;
      /** 0 where nobody wrote it down. */
      readonly createdAtMs: number;
      /** The key it would replace, which may be the same. */
      readonly present: KeyFacts | undefined;
    }
  | { readonly ok: false; readonly fault: string; readonly message: string };

/** How a key was put in place, or why it was not. */
export type TakenKey = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** What can be done with the secret key. All of it happens in a worker that ends with the dialogue. */
export interface KeyCalls {
  /** The 24 words. */
  showPhrase(): Promise<readonly string[]>;
  /** Three places of the phrase, 1 to 24. */
  drawQuiz(): Promise<readonly number[]>;
  /** The places whose word was wrong; none confirms the phrase. */
  answerQuiz(places: readonly number[], answers: readonly string[]): Promise<readonly number[]>;
  /** A passphrase that nobody can guess. */
  drawPassphrase(): Promise<string>;
  /** What is wrong with a passphrase, in one line; nothing if it will do. */
  passphraseFault(passphrase: string): Promise<string | undefined>;
  /** The key as a file that the passphrase opens. */
  exportFile(passphrase: string): Promise<{ readonly name: string; readonly text: string }>;
  open(source: KeySource): Promise<OpenedKey>;
  /**
   * Puts the key that was opened last in place of the present one.
   *
   * @param typed - for a present key that is safe nowhere else: the first `typedDigits` digits of its Host
   */
  take(replaced: string | undefined, typed: string): Promise<TakenKey>;
}

/** Digits of a Host's name that a person types to let its key go. */
export const typedDigits = 6;
