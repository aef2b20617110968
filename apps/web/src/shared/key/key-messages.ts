import type { KeyCalls } from "./key-calls.ts";

export type KeyMethod = keyof KeyCalls;

/** One call, page to worker; the answer has its id. */
export interface KeyRequest {
  readonly id: number;
  readonly method: KeyMethod;
  readonly args: readonly unknown[];
}

export type KeyReport =
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly message: string }
  /** Of the encryption under way, 0..1. */
  | { readonly type: "progress"; readonly share: number };
