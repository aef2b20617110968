import { byteList, container, createCodec, list, mapCodec, u8, u32, u64 } from "../codec/index.ts";
import { sha256 } from "../crypto/index.ts";
import { asciiBytes, asciiText } from "./ascii.ts";
import type { BlockCommit } from "./commit.ts";
import type { Header } from "./header.ts";
import { maxTxBytes, maxTxsPerBlock } from "./limits.ts";
import { merkleRoot } from "./merkle.ts";

export interface Block {
  readonly header: Header;
  /** Signed bytes of each transaction, in the order they apply. */
  readonly txs: readonly Uint8Array[];
  /** Commit of the block before; without signatures in the first. */
  readonly lastCommit: BlockCommit;
}

/** A block that is final. */
export interface SignedBlock {
  readonly block: Block;
  readonly commit: BlockCommit;
}

type WireHeader = Omit<Header, "chainId"> & { readonly chainId: Uint8Array };
type WireBlock = Omit<Block, "header"> & { readonly header: WireHeader };
interface WireSignedBlock {
  readonly block: WireBlock;
  readonly commit: BlockCommit;
}

const digest = byteList(32);
const address = byteList(20);
const time = container({ seconds: u64, nanos: u32 });
const blockId = container({ hash: digest, partsTotal: u32, partsHash: digest });
const header = container({
  blockVersion: u64,
  appVersion: u64,
  chainId: byteList(50),
  height: u64,
  time,
  lastBlockId: blockId,
  lastCommitHash: digest,
  dataHash: digest,
  validatorsHash: digest,
  nextValidatorsHash: digest,
  consensusHash: digest,
  appHash: digest,
  lastResultsHash: digest,
  evidenceHash: digest,
  proposerAddress: address,
});
const signature = container({ flag: u8, address, time, signature: byteList(64) });
const commit = container({
  height: u64,
  round: u32,
  blockId,
  signatures: list(signature, 10_000),
});
const block = container({
  header,
  txs: list(byteList(maxTxBytes), maxTxsPerBlock),
  lastCommit: commit,
});

const blockCodec = createCodec<WireBlock>(block);
const signedCodec = mapCodec(
  createCodec<WireSignedBlock>(container({ block, commit })),
  ({ block, commit }: SignedBlock) => ({ block: toWire(block), commit }),
  ({ block, commit }) => {
    const chainId = asciiText(block.header.chainId);
    if (chainId === undefined) return undefined;
    return { block: { ...block, header: { ...block.header, chainId } }, commit };
  },
);

export const encodeSignedBlock = signedCodec.encode;

/** Reads a block with its commit; says nothing about its signatures. */
export const decodeSignedBlock = signedCodec.decode;

const partBytes = 65_536;

/** Number and Merkle root of a block's parts (LD3). */
export function deriveParts(block: Block): { partsTotal: number; partsHash: Uint8Array } {
  const bytes = blockCodec.encode(toWire(block));
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += partBytes) parts.push(bytes.slice(at, at + partBytes));
  return { partsTotal: parts.length, partsHash: merkleRoot(parts) };
}

/** The header's `dataHash`: the Merkle root over the transactions' ids. */
export function dataHash(txs: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(txs.map((tx) => sha256(tx)));
}

function toWire(block: Block): WireBlock {
  return { ...block, header: { ...block.header, chainId: asciiBytes(block.header.chainId) } };
}
