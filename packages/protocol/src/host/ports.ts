import type { RemoteNode } from "../network/service.ts";
import type { SprintParams } from "../rules/params/index.ts";

export type { Clock, Random } from "../machine/index.ts";
export type { ConnectionState } from "../network/service.ts";

// All that a Host needs of the machine it runs on. `machineClock` and `machineRandom` are the same everywhere; the rest
// Node, Deno and the browser each fill in. One contract suite a port says what they have in common.

/** Small values that survive a crash once `set` has resolved. */
export interface Store {
  get(name: string): Promise<Uint8Array | undefined>;
  set(name: string, value: Uint8Array): Promise<void>;
  delete(name: string): Promise<void>;
}

/** One nonce that was tried: whether it passed, and how many level bits it has. */
export interface ComputedNonce {
  readonly nonce: bigint;
  readonly appropriate: boolean;
  readonly level: number;
}

/** Runs nonces (gpu-kernels behind it). */
export interface Compute {
  /** What a person is told, e.g. "wasm relaxed, 2 threads". */
  describe(): { readonly kind: string; readonly adapter: string; readonly variant: string };
  /** Nonces that one call should carry. */
  batch(): number;
  /** Any number of nonces. Calls may overlap: they are done one after the other. */
  evaluate(job: ComputeJob, nonces: readonly bigint[]): Promise<readonly ComputedNonce[]>;
  /** The same on a second, independent backend (SP27). */
  recheck(job: ComputeJob, nonces: readonly bigint[]): Promise<readonly ComputedNonce[]>;
}

export interface ComputeJob {
  readonly params: SprintParams;
  readonly sprintSeed: Uint8Array;
  readonly hostKey: Uint8Array;
}

/** The full node that the Host works through; `connectToNode` gives one. */
export type Network = RemoteNode;
