import type { SprintParams } from "@stadion/protocol/params";

/** What all nonces of one call have in common. */
export interface SprintJob {
  readonly params: SprintParams;
  /** 32 bytes, from the beacon (SP6). */
  readonly sprintSeed: Uint8Array;
  /** The Host's Ed25519 public key, 32 bytes. */
  readonly hostKey: Uint8Array;
}

/** Everything the protocol asks of one nonce. Equal, bit for bit, from every backend (GK1). */
export interface NonceResult {
  readonly nonce: bigint;
  /** SHA-256 of the last position's residual, 32 bytes (SP17). */
  readonly digest: Uint8Array;
  /** Target vector times permuted vector (SP21), |dot| < 2^27. */
  readonly dot: number;
  /** Sum of the output vector (SP21). */
  readonly sum: number;
  /** Sum of squares of the output vector (SP21), < 2^28. */
  readonly sumSquares: number;
  /** Whether the nonce passes (SP21). */
  readonly appropriate: boolean;
  /** Leading zero bits of the level hash (SP22). */
  readonly level: number;
}

/** What a person is told about the backend that runs. */
export interface BackendInfo {
  readonly kind: "oracle" | "wasm" | "webgpu";
  /** The machine part that computes, e.g. "SwiftShader Device (Subzero)" or "2 threads". */
  readonly adapter: string;
  /** The code path that was chosen, e.g. "relaxed" or "dot4 8x4". */
  readonly variant: string;
  /** Nonces that one call should carry to run at full speed. */
  readonly batch: number;
}

/** A way to compute nonces. The caller can tell two of them apart only by speed. */
export interface SprintBackend {
  readonly info: BackendInfo;
  /**
   * Runs the model on each nonce; results are in the order of the nonces.
   *
   * Any number of nonces is taken. Calls may overlap: they run one after the other. Rejects with
   * `BackendLostError` when the machine part is gone for good, never with a wrong result.
   */
  evaluate(job: SprintJob, nonces: readonly bigint[]): Promise<NonceResult[]>;
  /** Frees workers, memory and device. Later calls reject. */
  close(): Promise<void>;
}

/** The machine part behind a backend is gone and could not be had again. */
export class BackendLostError extends Error {
  override readonly name = "BackendLostError";
}
