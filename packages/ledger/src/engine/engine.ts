import type {
  BlockCommit,
  Header,
  NodeRefusal,
  Refusal,
  SignedBlock,
} from "@stadion/protocol/chain";
import type { QueryResult } from "../state/index.ts";

/** Whether a node took a transaction in to wait for a block. */
export type SubmitResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: Refusal | NodeRefusal };

/** A committed block. */
export interface StoredBlock {
  readonly signed: SignedBlock;
  /** Result code of each transaction, in order (LD22). */
  readonly codes: readonly number[];
}

/** The last committed block's head. */
export interface Tip {
  readonly height: bigint;
  readonly header: Header;
  /** What makes it final (LD3). */
  readonly commit: BlockCommit;
}

/** What a full node does with an engine, whichever it is. */
export interface Engine {
  /** The last committed block; `undefined` at height 0. */
  tip(): Tip | undefined;
  /** Takes a transaction in to wait for a block. */
  submit(tx: Uint8Array): SubmitResult;
  block(height: bigint): StoredBlock | undefined;
  query(path: string, key: Uint8Array): QueryResult;
  /** Calls back after each committed block, whatever another listener throws; gives what ends it. */
  onBlock(listener: (height: bigint, signed: SignedBlock) => void): () => void;
  /** Starts making blocks, one each `blockMs`. */
  start(): void;
  /** Makes no further block and frees the data folder. */
  stop(): Promise<void>;
}
