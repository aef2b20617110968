import {
  type BlockCommit,
  type Bodies,
  decodeBody,
  decodeSignedBlock,
  decodeTransaction,
  type Header,
  headerHash,
  type Kind,
  kindName,
  msOfTime,
  type Refusal,
  refusalOf,
  type Transaction,
  transactionId,
} from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { BlockAnswer } from "@stadion/protocol/network";

/** A block that the network layer checked, read. */
export interface BlockFacts {
  readonly header: Header;
  readonly height: bigint;
  readonly timeMs: number;
  /** 64 hex digits. */
  readonly hash: string;
  /** Signed bytes of each transaction, for `readTx`: a block may have thousands. */
  readonly txs: readonly Uint8Array[];
  readonly commit: BlockCommit;
  /** Result code of each transaction; the next header holds their hash. */
  readonly codes: readonly number[];
  /** Length of the signed block's encoding. */
  readonly bytes: number;
}

/** A transaction of a block and what became of it. */
export interface TxFacts {
  /** 64 hex digits. */
  readonly id: string;
  readonly bytes: number;
  /** `undefined` if the bytes are no transaction. */
  readonly tx: Transaction | undefined;
  /** `undefined` if the body is not one of its kind, or the kind unknown. */
  readonly content: TxContent | undefined;
  /** `undefined` where the ledger took it. */
  readonly refusal: Refusal | undefined;
  /** 0 where the ledger took it; a code may be newer than the page. */
  readonly code: number;
}

/** A body with the name of its kind. */
export type TxContent = {
  readonly [K in Kind]: { readonly kind: K; readonly body: Bodies[K] };
}[Kind];

/** Reads an answer to a request for a block; `undefined` if its bytes are none. */
export function readBlock({ block: encoding, codes }: BlockAnswer): BlockFacts | undefined {
  const signed = decodeSignedBlock(encoding);
  if (!signed) return undefined;
  const { block, commit } = signed;
  const { header } = block;
  return {
    header,
    height: header.height,
    timeMs: Number(msOfTime(header.time)),
    hash: bytesToHex(headerHash(header)),
    txs: block.txs,
    commit,
    codes,
    bytes: encoding.length,
  };
}

/** @param code - its result, as the block's `codes` have it */
export function readTx(encoding: Uint8Array, code: number): TxFacts {
  const tx = decodeTransaction(encoding)?.tx;
  return {
    id: bytesToHex(transactionId(encoding)),
    bytes: encoding.length,
    tx,
    content: tx && readContent(tx),
    refusal: refusalOf(code),
    code,
  };
}

function readContent({ kind: number, body: encoding }: Transaction): TxContent | undefined {
  const kind = kindName(number);
  const body = kind && decodeBody(kind, encoding);
  // The two belong together: the body was read as one of that kind.
  return kind && body ? ({ kind, body } as TxContent) : undefined;
}
