import {
  appVersion,
  type BlockId,
  blockVersion,
  checkCommit,
  commitHash,
  consensusHash,
  dataHash,
  deriveParts,
  merkleRoot,
  msOfTime,
  type SignedBlock,
  timeOfMs,
  type Validator,
  validatorAddress,
  validatorsHash,
} from "@stadion/protocol/chain";
import { equalBytes, type VerifySignature } from "@stadion/protocol/crypto";
import { noCommit } from "./make-block.ts";

const noEvidence = merkleRoot([]);

/** What the chain before a block says that the block must be. */
export interface ExpectedBlock {
  /** Name of the network in headers (LD1). */
  readonly chainId: string;
  readonly height: bigint;
  /** `undefined` before the first. */
  readonly previous: SignedBlock | undefined;
  /** Time of the block before, or of the genesis, in Unix milliseconds. */
  readonly previousMs: bigint;
  readonly validators: readonly Validator[];
  readonly nextValidators: readonly Validator[];
  /** After the block before (LD5). */
  readonly appHash: Uint8Array;
  /** Of the block before (LD5). */
  readonly lastResultsHash: Uint8Array;
}

/**
 * What is wrong with a block at its place in the chain, in words that go on after "Block 7"; or nothing.
 *
 * What a block says of itself comes before what a replay alone can tell.
 *
 * @see spec/ledger.md LD26
 */
export function blockFault(
  signed: SignedBlock,
  expected: ExpectedBlock,
  verify: VerifySignature,
): string | undefined {
  return (
    placeFault(signed, expected) ??
    contentFault(signed) ??
    linkFault(signed, expected) ??
    signersFault(signed, expected, verify) ??
    replayFault(signed, expected)
  );
}

function placeFault(
  { block: { header } }: SignedBlock,
  { height, chainId, previousMs }: ExpectedBlock,
): string | undefined {
  if (header.height !== height) return `says that it is block ${header.height}`;
  if (header.chainId !== chainId) return `is of the network ${header.chainId}, expected ${chainId}`;
  const isOurs =
    header.blockVersion === blockVersion &&
    header.appVersion === appVersion &&
    equalBytes(header.consensusHash, consensusHash) &&
    equalBytes(header.evidenceHash, noEvidence);
  if (!isOurs) return "is of another version of the rules";
  const timeMs = msOfTime(header.time); // LD4
  const { seconds, nanos } = timeOfMs(timeMs);
  const isWhole = seconds === header.time.seconds && nanos === header.time.nanos;
  return isWhole && timeMs > previousMs
    ? undefined
    : "has a time that does not rise by whole milliseconds";
}

function contentFault({ block, commit }: SignedBlock): string | undefined {
  const { header, txs } = block;
  if (!equalBytes(header.dataHash, dataHash(txs)))
    return "carries other transactions than its header names";
  const { partsTotal, partsHash } = deriveParts(block);
  const named = commit.blockId;
  return named.partsTotal === partsTotal && equalBytes(named.partsHash, partsHash)
    ? undefined
    : "has other bytes than its commit names";
}

function linkFault(
  { block: { header, lastCommit } }: SignedBlock,
  { previous }: ExpectedBlock,
): string | undefined {
  const before = previous?.commit ?? noCommit;
  if (!isSameBlock(header.lastBlockId, before.blockId))
    return "does not follow the block before it";
  const isSame =
    lastCommit.height === before.height &&
    lastCommit.round === before.round &&
    isSameBlock(lastCommit.blockId, before.blockId) &&
    equalBytes(commitHash(lastCommit), commitHash(before));
  return isSame && equalBytes(header.lastCommitHash, commitHash(before))
    ? undefined
    : "carries another commit of the block before it";
}

function isSameBlock(a: BlockId, b: BlockId): boolean {
  return (
    equalBytes(a.hash, b.hash) &&
    equalBytes(a.partsHash, b.partsHash) &&
    a.partsTotal === b.partsTotal
  );
}

function signersFault(
  { block: { header }, commit }: SignedBlock,
  { validators, nextValidators }: ExpectedBlock,
  verify: VerifySignature,
): string | undefined {
  const fault = checkCommit(header, commit, validators, verify);
  if (fault) return `has a commit that does not hold: ${fault}`;
  if (!equalBytes(header.nextValidatorsHash, validatorsHash(nextValidators)))
    return "names other validators for the next block";
  const isProposer = ({ key }: Validator) =>
    equalBytes(validatorAddress(key), header.proposerAddress);
  return validators.some(isProposer) ? undefined : "was proposed by nobody who signs";
}

function replayFault(
  { block: { header } }: SignedBlock,
  { lastResultsHash, appHash }: ExpectedBlock,
): string | undefined {
  if (!equalBytes(header.lastResultsHash, lastResultsHash))
    return "names other results of the block before it than a replay gives";
  return equalBytes(header.appHash, appHash)
    ? undefined
    : "names another state after the block before it than a replay reaches";
}
