import type { VerifySignature } from "../crypto/index.ts";
import { concatBytes, equalBytes } from "../crypto/index.ts";
import type { BlockId, Header, Time } from "./header.ts";
import { encodeBlockId, encodeTime, headerHash } from "./header.ts";
import { merkleRoot } from "./merkle.ts";
import {
  bytesField,
  fixed64Field,
  lengthPrefixed,
  messageField,
  textField,
  varintField,
} from "./protobuf.ts";
import type { Validator } from "./validators.ts";
import { sortValidators, totalPower, validatorAddress, validatorsHash } from "./validators.ts";

export const signatureFlags = { absent: 1, commit: 2, nil: 3 } as const;

/** One validator's vote in a commit, at the validator's place in signing order. */
export interface CommitSignature {
  /** One of `signatureFlags`. */
  readonly flag: number;
  readonly address: Uint8Array;
  readonly time: Time;
  readonly signature: Uint8Array;
}

/** What makes a block final: votes of more than 2/3 of the power (LD3). */
export interface BlockCommit {
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockId;
  readonly signatures: readonly CommitSignature[];
}

const precommit = 2n;

/**
 * The bytes that a validator signs: `CanonicalVote`, length-prefixed.
 *
 * @see spec/ledger.md LD3
 */
export function voteSignBytes(
  chainId: string,
  { height, round, blockId }: Pick<BlockCommit, "height" | "round" | "blockId">,
  { flag, time }: Pick<CommitSignature, "flag" | "time">,
): Uint8Array {
  return lengthPrefixed(
    concatBytes(
      varintField(1, precommit),
      fixed64Field(2, height),
      fixed64Field(3, BigInt(round)),
      flag === signatureFlags.commit ? messageField(4, encodeBlockId(blockId)) : new Uint8Array(),
      messageField(5, encodeTime(time)),
      textField(6, chainId),
    ),
  );
}

/** The next header's `lastCommitHash`: the Merkle root over the votes. */
export function commitHash({ signatures }: BlockCommit): Uint8Array {
  return merkleRoot(
    signatures.map(({ flag, address, time, signature }) =>
      concatBytes(
        varintField(1, BigInt(flag)),
        bytesField(2, address),
        messageField(3, encodeTime(time)),
        bytesField(4, signature),
      ),
    ),
  );
}

export type CommitFault =
  | "another-height"
  | "another-block"
  | "another-validator-set"
  | "wrong-number-of-signatures"
  | "wrong-validator"
  | "bad-signature"
  | "too-little-power";

/**
 * What is wrong with a header's commit, given the validators of its height; or nothing.
 *
 * Every signature that says "commit" must hold, also beyond the 2/3 that suffice.
 *
 * @see spec/ledger.md LD3
 */
export function checkCommit(
  header: Header,
  commit: BlockCommit,
  validators: readonly Validator[],
  verify: VerifySignature,
): CommitFault | undefined {
  const sorted = sortValidators(validators);
  if (header.height !== commit.height) return "another-height";
  if (!equalBytes(headerHash(header), commit.blockId.hash)) return "another-block";
  if (!equalBytes(validatorsHash(sorted), header.validatorsHash)) return "another-validator-set";
  if (commit.signatures.length !== sorted.length) return "wrong-number-of-signatures";
  let signed = 0n;
  for (const [i, vote] of commit.signatures.entries()) {
    if (vote.flag !== signatureFlags.commit) continue;
    const { key, power } = sorted[i] as Validator;
    if (!equalBytes(vote.address, validatorAddress(key))) return "wrong-validator";
    if (!verify(vote.signature, voteSignBytes(header.chainId, commit, vote), key))
      return "bad-signature";
    signed += power;
  }
  return signed * 3n > totalPower(sorted) * 2n ? undefined : "too-little-power";
}
