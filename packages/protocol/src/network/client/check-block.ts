import {
  checkCommit,
  dataHash,
  decodeSignedBlock,
  deriveParts,
  type Genesis,
  headerChainId,
} from "../../rules/chain/index.ts";
import { equalBytes, type VerifySignature } from "../../rules/crypto/index.ts";
import type { BlockAnswer } from "../service.ts";

/**
 * What is wrong with a block that a node gave, as far as its bytes tell; or nothing (NW12).
 *
 * While signing power stays with the genesis validators, their signatures are the whole proof.
 */
export function checkBlockAnswer(
  { block: bytes, codes }: BlockAnswer,
  height: bigint,
  chainId: Uint8Array,
  { validators }: Genesis,
  verify: VerifySignature,
): string | undefined {
  const signed = decodeSignedBlock(bytes);
  if (!signed) return "the bytes are no block";
  const { block, commit } = signed;
  const { header, txs } = block;
  if (header.height !== height) return `it is block ${header.height}`;
  if (header.chainId !== headerChainId(chainId)) return "it is a block of another network";
  if (codes.length !== txs.length) return "its results are not as many as its transactions";
  if (!equalBytes(dataHash(txs), header.dataHash))
    return "its transactions are not the signed ones";
  const { partsTotal, partsHash } = deriveParts(block);
  if (partsTotal !== commit.blockId.partsTotal || !equalBytes(partsHash, commit.blockId.partsHash))
    return "its parts are not the signed ones";
  const fault = checkCommit(header, commit, validators, verify);
  return fault && `its commit does not hold: ${fault}`;
}
