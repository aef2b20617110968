import {
  type Bodies,
  encodeBody,
  encodeSignedBlock,
  type Header,
  type Kind,
  kindNumbers,
  noBlockId,
  type SignedBlock,
  signTransaction,
  timeOfMs,
} from "@stadion/protocol/chain";
import type { BlockAnswer } from "@stadion/protocol/network";

// Blocks for tests, of the right form; whether they are signed is the network layer's business.

const none = new Uint8Array();
export const testChain: Uint8Array = new Uint8Array(32).fill(7);

interface TestBlock {
  readonly height: bigint;
  readonly timeMs?: number;
  readonly txs?: readonly Uint8Array[];
  readonly codes?: readonly number[];
  readonly header?: Partial<Header>;
}

export function testAnswer({ codes = [], ...block }: TestBlock): BlockAnswer {
  return { block: encodeSignedBlock(testBlock(block)), codes };
}

function testBlock({ height, timeMs = 0, txs = [], header }: TestBlock): SignedBlock {
  const commit = { height, round: 0, blockId: noBlockId, signatures: [] };
  const full: Header = {
    ...{ blockVersion: 11n, appVersion: 1n, chainId: "", height, time: timeOfMs(BigInt(timeMs)) },
    ...{ lastBlockId: noBlockId, lastCommitHash: none, dataHash: none, validatorsHash: none },
    ...{ nextValidatorsHash: none, consensusHash: none, appHash: none, lastResultsHash: none },
    ...{ evidenceHash: none, proposerAddress: none, ...header },
  };
  return { block: { header: full, txs, lastCommit: commit }, commit };
}

/** @param secret - one number makes a whole key */
export function testTx<K extends Kind>(kind: K, body: Bodies[K], secret = 1): Uint8Array {
  const envelope = { chainId: testChain, lane: 0, nonce: 5n, validUntil: 99n, fee: 0n };
  const content = { kind: kindNumbers[kind], body: encodeBody(kind, body) };
  return signTransaction({ ...envelope, ...content }, new Uint8Array(32).fill(secret));
}
