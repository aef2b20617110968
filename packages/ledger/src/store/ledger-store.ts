import type { StateStore } from "../state/index.ts";

/**
 * What an engine keeps of one network.
 *
 * Each `save` is durable when it returns, and has done nothing when it throws (LD6).
 */
export interface LedgerStore {
  /** Where it lies, for messages. */
  readonly folder: string;
  /** The network's encoded genesis; `undefined` in a fresh store. */
  genesis(): Uint8Array | undefined;
  /** Claims a fresh store for a network. */
  saveGenesis(genesis: Uint8Array): void;
  /** Height of the last block; 0 without one. */
  lastHeight(): bigint;
  /** The encoded block with its commit. */
  block(height: bigint): Uint8Array | undefined;
  saveBlock(height: bigint, block: Uint8Array): void;
  /** The encoded results of a block. */
  results(height: bigint): Uint8Array | undefined;
  saveResults(height: bigint, results: Uint8Array): void;
  readonly state: StateStore;
  close(): void;
}
