import type { SprintParams } from "@stadion/protocol/params";
import type { Dot } from "./gemm.wasm.ts";

/** What a worker is told. One thing at a time: each is answered before the next is sent. */
export type Request =
  /** Compile the kernels. */
  | { readonly kind: "start"; readonly dot: Dot; readonly shared: boolean }
  /** Take a place in a team for jobs of these params. Without a memory, make one. */
  | {
      readonly kind: "prepare";
      readonly params: SprintParams;
      readonly index: number;
      readonly size: number;
      readonly memory: WebAssembly.Memory | undefined;
    }
  /** Run a batch. */
  | {
      readonly kind: "run";
      readonly modelKey: Uint8Array;
      readonly inputSeeds: readonly Uint8Array[];
    };

/** What the model gives for a batch. */
export interface ModelOutput {
  /** Residuals of position 3 after the last layer, i32 (B, D). */
  readonly rows: Int32Array;
  /** Output vectors, int8 (B, V). */
  readonly outputs: Int8Array;
}

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
