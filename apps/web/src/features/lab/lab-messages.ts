import type { BackendInfo } from "@stadion/gpu-kernels/sprint-model";
import type { PresetName } from "@stadion/protocol/params";
import type { BackendChoice } from "#shared/compute/index.ts";
import type { ExpectedProof } from "./why-foreign.ts";

/** What the page asks of the lab's worker. */
export type LabRequest =
  | {
      readonly type: "run";
      readonly preset: PresetName;
      readonly sprintSeedHex: string;
      readonly hostKeyHex: string;
      readonly seconds: number;
      readonly choice: BackendChoice;
    }
  | {
      readonly type: "verify";
      readonly text: string;
      readonly choice: BackendChoice;
      /** Refuses a proof of anything else; any proof will do when absent. */
      readonly expected: ExpectedProof | undefined;
    }
  | { readonly type: "stop" }
  /** Whether someone looks at the page, which then shares the GPU. */
  | { readonly type: "visibility"; readonly visible: boolean };

/** The backend that computes, and in words why it and not another. */
export interface BackendReport extends BackendInfo {
  readonly reason: string;
}

export interface RunProgress {
  readonly tried: number;
  readonly found: number;
  readonly elapsedMs: number;
  readonly noncesPerSecond: number;
}

export interface RunResult extends RunProgress {
  readonly preset: PresetName;
  readonly count: number;
  readonly level: number;
  readonly weight: bigint;
  /** The proof as a file, or nothing when nothing was found. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
}

export type LabVerdict =
  | {
      readonly kind: "valid";
      readonly count: number;
      readonly weight: bigint;
      readonly preset: PresetName;
      readonly hostKeyHex: string;
    }
  /** A proof file that is one, but whose nonces do not hold. */
  | { readonly kind: "invalid"; readonly message: string }
  /** Not a proof file that can be run. */
  | { readonly kind: "refused"; readonly fault: string; readonly message: string };

/** What the lab's worker tells the page. */
export type LabReport =
  | { readonly type: "backend"; readonly backend: BackendReport }
  | { readonly type: "run-progress"; readonly progress: RunProgress }
  | { readonly type: "ran"; readonly result: RunResult }
  | { readonly type: "verify-progress"; readonly done: number; readonly total: number }
  | { readonly type: "verified"; readonly verdict: LabVerdict }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly message: string };
