import type { SprintParams } from "@stadion/protocol/params";
import type { ModelOutput } from "./forward.ts";
import type { Dot } from "./gemm.wasm.ts";
import type { Place } from "./machine.ts";

/** What a worker is told. Each is answered, in turn; the next may be sent before that. */
export type Request =
  /** Say that you are there. */
  | { readonly kind: "greet" }
  /** Take a place in a team for jobs of these params. */
  | {
      readonly kind: "prepare";
      readonly dot: Dot;
      readonly params: SprintParams;
      readonly place: Place;
    }
  /** Run a batch. */
  | {
      readonly kind: "run";
      readonly modelKey: Uint8Array;
      /** 32 bytes a nonce, one after the other. */
      readonly inputSeeds: Uint8Array;
    };

/** What a worker says. */
export type Reply =
  | { readonly kind: "done" }
  /** From the first of a team, for all. */
  | { readonly kind: "output"; readonly output: ModelOutput }
  | { readonly kind: "failed"; readonly message: string };

/** A layer is done: no answer, a sign of life. */
export interface Progress {
  readonly kind: "progress";
}
