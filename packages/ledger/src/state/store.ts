import type { RecordChange } from "./records.ts";

/** A committed state as a store keeps it. */
export interface SavedState {
  readonly height: bigint;
  readonly appHash: Uint8Array;
  readonly genesis: Uint8Array;
  readonly records: Iterable<RecordChange>;
}

/** What one block makes of the state before it. */
export interface StateChange extends Omit<SavedState, "records"> {
  /** One for each key that was written. */
  readonly changes: readonly RecordChange[];
}

/** Keeps the state. When `save` returns, all of it is durable; when it throws, nothing is. */
export interface StateStore {
  /** `undefined` before the first block. */
  load(): SavedState | undefined;
  save(change: StateChange): void;
}
