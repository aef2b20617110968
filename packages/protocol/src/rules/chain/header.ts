import { concatBytes } from "../crypto/index.ts";
import { merkleRoot } from "./merkle.ts";
import { bytesField, messageField, textField, varintField } from "./protobuf.ts";

/** A point in time as CometBFT writes it. */
export interface Time {
  /** Since 1970, UTC. */
  readonly seconds: bigint;
  /** 0..999,999,999. */
  readonly nanos: number;
}

/** Names a block: its header's hash and the root of its parts. Empty before the first block. */
export interface BlockId {
  readonly hash: Uint8Array;
  readonly partsTotal: number;
  readonly partsHash: Uint8Array;
}

/** CometBFT's header. Hashes are 32 bytes, or empty where there is nothing to hash (LD3). */
export interface Header {
  readonly blockVersion: bigint;
  readonly appVersion: bigint;
  /** At most 50 ASCII characters. */
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  readonly lastBlockId: BlockId;
  readonly lastCommitHash: Uint8Array;
  readonly dataHash: Uint8Array;
  readonly validatorsHash: Uint8Array;
  readonly nextValidatorsHash: Uint8Array;
  readonly consensusHash: Uint8Array;
  /** After the block before (LD5). */
  readonly appHash: Uint8Array;
  /** Of the block before (LD5). */
  readonly lastResultsHash: Uint8Array;
  readonly evidenceHash: Uint8Array;
  /** First 20 bytes of SHA-256 of the proposer's key. */
  readonly proposerAddress: Uint8Array;
}

export const noBlockId: BlockId = {
  hash: new Uint8Array(),
  partsTotal: 0,
  partsHash: new Uint8Array(),
};

/**
 * A block's name: the Merkle root over the header's fields, each wrapped as a protobuf value.
 *
 * @see spec/ledger.md LD3
 */
export function headerHash(header: Header): Uint8Array {
  return merkleRoot([
    concatBytes(varintField(1, header.blockVersion), varintField(2, header.appVersion)),
    textField(1, header.chainId),
    varintField(1, header.height),
    encodeTime(header.time),
    encodeBlockId(header.lastBlockId),
    bytesField(1, header.lastCommitHash),
    bytesField(1, header.dataHash),
    bytesField(1, header.validatorsHash),
    bytesField(1, header.nextValidatorsHash),
    bytesField(1, header.consensusHash),
    bytesField(1, header.appHash),
    bytesField(1, header.lastResultsHash),
    bytesField(1, header.evidenceHash),
    bytesField(1, header.proposerAddress),
  ]);
}

/** `google.protobuf.Timestamp`. */
export function encodeTime({ seconds, nanos }: Time): Uint8Array {
  return concatBytes(varintField(1, seconds), varintField(2, BigInt(nanos)));
}

/** `BlockID`, and byte for byte also `CanonicalBlockID`. */
export function encodeBlockId({ hash, partsTotal, partsHash }: BlockId): Uint8Array {
  const parts = concatBytes(varintField(1, BigInt(partsTotal)), bytesField(2, partsHash));
  return concatBytes(bytesField(1, hash), messageField(2, parts));
}

/** Whole milliseconds since 1970 as a time. */
export function timeOfMs(ms: bigint): Time {
  return { seconds: ms / 1000n, nanos: Number(ms % 1000n) * 1_000_000 };
}

/** Milliseconds since 1970, rounded down. */
export function msOfTime({ seconds, nanos }: Time): bigint {
  return seconds * 1000n + BigInt(nanos) / 1_000_000n;
}
