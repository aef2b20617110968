import type { Refusal, Validator } from "@stadion/protocol/chain";

// The contract between a state machine and what orders its blocks: that of ABCI 2.0, so that an engine out of
// process can take the embedded one's place. All but `commit` is pure and synchronous: writes go to a draft of
// the block that `commit` makes the state.

/** Whether something may be applied, and if not, why. */
export type Check<R extends Refusal = Refusal> =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: R };

export interface BlockToFinalize {
  readonly height: bigint;
  /** Block time in Unix milliseconds. */
  readonly timeMs: number;
  /** Signed bytes of each transaction, in the order they apply. */
  readonly txs: readonly Uint8Array[];
}

export interface FinalizedBlock {
  /** Result code of each transaction, in order (LD22). */
  readonly codes: readonly number[];
  /** Of the state after this block (LD7). */
  readonly appHash: Uint8Array;
  /** Act at height + 2 (LD5). */
  readonly validatorUpdates: readonly Validator[];
}

export interface QueryResult {
  /** Height of the state that answered. */
  readonly height: bigint;
  /** The encoded record; `undefined` where there is none. */
  readonly value: Uint8Array | undefined;
}

export interface StateMachine {
  /** Height and app hash of the committed state; height 0 after genesis, no hash before it. */
  info(): { readonly height: bigint; readonly appHash: Uint8Array };
  /** Begins a network. Throws `RangeError` on a genesis that can't be one. */
  initChain(genesis: Uint8Array): { readonly appHash: Uint8Array };
  /**
   * Whether a transaction could be taken into the next block, on the committed state. Reads only.
   *
   * Of several faults it names another than the block would: the signature is looked at last (TX5).
   */
  checkTx(tx: Uint8Array): Check;
  /** Which of the waiting transactions go into the next block, in order. */
  prepareProposal(block: BlockToFinalize): readonly Uint8Array[];
  /** Whether a block may be voted for: its size alone, since every transaction has a result. */
  processProposal(block: BlockToFinalize): boolean;
  finalizeBlock(block: BlockToFinalize): FinalizedBlock;
  /** Makes the last finalized block's writes the state, durably. */
  commit(): void;
  /** Reads one record of the committed state (LD23). */
  query(path: string, key: Uint8Array): QueryResult;
}
