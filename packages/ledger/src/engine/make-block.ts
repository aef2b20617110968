import {
  appVersion,
  type Block,
  type BlockCommit,
  blockVersion,
  commitHash,
  consensusHash,
  dataHash,
  deriveParts,
  type Header,
  headerHash,
  merkleRoot,
  noBlockId,
  type SignedBlock,
  signatureFlags,
  timeOfMs,
  type Validator,
  validatorAddress,
  validatorsHash,
  voteSignBytes,
} from "@stadion/protocol/chain";
import { signMessage } from "@stadion/protocol/crypto";

/** What a block says besides its transactions. */
export interface BlockFacts {
  /** Name of the network in headers (LD1). */
  readonly chainId: string;
  readonly height: bigint;
  readonly timeMs: number;
  readonly txs: readonly Uint8Array[];
  /** Of the block before; `undefined` for the first. */
  readonly lastCommit: BlockCommit | undefined;
  readonly validators: readonly Validator[];
  readonly nextValidators: readonly Validator[];
  /** After the block before (LD5). */
  readonly appHash: Uint8Array;
  /** Of the block before (LD5). */
  readonly lastResultsHash: Uint8Array;
}

/** What the first block carries for the commit of the one before. */
export const noCommit: BlockCommit = { height: 0n, round: 0, blockId: noBlockId, signatures: [] };

/** Key pair of the one validator. */
export interface Signer {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** A block and the commit that makes it final, signed at the block's own time (LD3, LD4). */
export function makeBlock(facts: BlockFacts, signer: Signer): SignedBlock {
  const { txs, lastCommit = noCommit } = facts;
  const block = { header: makeHeader(facts, signer), txs, lastCommit };
  return { block, commit: signBlock(block, signer) };
}

function makeHeader(facts: BlockFacts, { publicKey }: Signer): Header {
  const { chainId, height, timeMs, txs, lastCommit, appHash, lastResultsHash } = facts;
  return {
    ...{ blockVersion, appVersion, chainId, height },
    time: timeOfMs(BigInt(timeMs)),
    lastBlockId: lastCommit?.blockId ?? noBlockId,
    lastCommitHash: commitHash(lastCommit ?? noCommit),
    dataHash: dataHash(txs),
    validatorsHash: validatorsHash(facts.validators),
    nextValidatorsHash: validatorsHash(facts.nextValidators),
    ...{ consensusHash, appHash, lastResultsHash },
    evidenceHash: merkleRoot([]),
    proposerAddress: validatorAddress(publicKey),
  };
}

function signBlock(block: Block, { publicKey, secretKey }: Signer): BlockCommit {
  const { header } = block;
  const { height, time, chainId } = header;
  const vote = {
    ...{ height, round: 0 },
    blockId: { hash: headerHash(header), ...deriveParts(block) },
  };
  const flag = signatureFlags.commit;
  const signature = signMessage(voteSignBytes(chainId, vote, { flag, time }), secretKey);
  const address = validatorAddress(publicKey);
  return { ...vote, signatures: [{ flag, address, time, signature }] };
}
