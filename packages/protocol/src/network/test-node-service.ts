import {
  appVersion,
  type BlockCommit,
  blockVersion,
  consensusHash,
  dataHash,
  deriveChainId,
  deriveParts,
  encodeGenesis,
  encodeSignedBlock,
  type Genesis,
  type Header,
  headerChainId,
  headerHash,
  noBlockId,
  paramsHash,
  signatureFlags,
  timeOfMs,
  validatorAddress,
  validatorsHash,
  voteSignBytes,
} from "../rules/chain/index.ts";
import { publicKeyOf, sha256, signMessage } from "../rules/crypto/index.ts";
import { presets } from "../rules/params/index.ts";
import { createListeners } from "./listeners.ts";
import type { BlockAnnouncement, NodeService } from "./service.ts";

const validatorSecret = new Uint8Array(32).fill(1);
const validator = publicKeyOf(validatorSecret);
const none = new Uint8Array();

export const testGenesis: Genesis = {
  version: 1,
  preset: Uint8Array.from("test", (character) => character.charCodeAt(0)),
  paramsHash: paramsHash(presets.test),
  timeMs: 1_700_000_000_000n,
  founder: validator,
  validators: [{ key: validator, power: 1n }],
  weights: [{ host: validator, weight: 1n }],
};
export const testChainId: Uint8Array = deriveChainId(testGenesis);

/** A block signed by the genesis validator. */
export function signTestBlock(
  height: bigint,
  txs: readonly Uint8Array[] = [],
  chainId: Uint8Array = testChainId,
): Uint8Array {
  const time = timeOfMs(1_700_000_000_000n + height * 500n);
  const validators = validatorsHash(testGenesis.validators);
  const header: Header = {
    blockVersion,
    appVersion,
    chainId: headerChainId(chainId),
    height,
    time,
    lastBlockId: noBlockId,
    lastCommitHash: none,
    dataHash: dataHash(txs),
    validatorsHash: validators,
    nextValidatorsHash: validators,
    consensusHash,
    appHash: none,
    lastResultsHash: none,
    evidenceHash: none,
    proposerAddress: validatorAddress(validator),
  };
  const lastCommit = { height: height - 1n, round: 0, blockId: noBlockId, signatures: [] };
  const block = { header, txs, lastCommit };
  const blockId = { hash: headerHash(header), ...deriveParts(block) };
  const vote = { flag: signatureFlags.commit, address: validatorAddress(validator), time };
  const message = voteSignBytes(header.chainId, { height, round: 0, blockId }, vote);
  const signature = signMessage(message, validatorSecret);
  const commit: BlockCommit = {
    height,
    round: 0,
    blockId,
    signatures: [{ ...vote, signature }],
  };
  return encodeSignedBlock({ block, commit });
}

export interface TestNodeService extends NodeService {
  announce(block: BlockAnnouncement): void;
  readonly submitted: Uint8Array[];
}

/** A node with one signed block and a genesis; `overrides` makes it lie. */
export function createTestNodeService(overrides: Partial<NodeService> = {}): TestNodeService {
  const blocks = createListeners<BlockAnnouncement>();
  const submitted: Uint8Array[] = [];
  return {
    status: () => ({
      chainId: testChainId,
      preset: "test",
      height: 1n,
      timeMs: 1_700_000_000_500,
      agent: "stadion/test",
    }),
    submit(transaction) {
      submitted.push(transaction);
      return { ok: true, id: sha256(transaction) };
    },
    handProof: (proof) => ({ ok: proof.length > 0, message: `${proof.length} bytes` }),
    block: (height) => (height === 1n ? { block: signTestBlock(1n), codes: [] } : undefined),
    query: (path) => ({
      height: 1n,
      value: path === "genesis" ? encodeGenesis(testGenesis) : undefined,
    }),
    onBlock: blocks.add,
    ...overrides,
    announce: blocks.tell,
    submitted,
  };
}
