// Headers and commits as the vectors and CometBFT's light-client traces write them, for tests.

import { hexToBytes } from "../crypto/index.ts";
import type { BlockCommit, BlockId, Header, Time, Validator } from "./index.ts";

export interface WireTime {
  seconds: number;
  nanos: number;
}
export interface WireBlockId {
  hash: string;
  partsTotal: number;
  partsHash: string;
}
export type WireHeader = Record<
  | "lastCommitHash"
  | "dataHash"
  | "validatorsHash"
  | "nextValidatorsHash"
  | "consensusHash"
  | "appHash"
  | "lastResultsHash"
  | "evidenceHash"
  | "proposerAddress",
  string
> & {
  blockVersion: number;
  appVersion: number;
  chainId: string;
  height: number;
  time: WireTime;
  lastBlockId: WireBlockId;
};
export interface WireCommit {
  height: number;
  round: number;
  blockId: WireBlockId;
  signatures: { flag: number; address: string; time: WireTime; signature: string }[];
}

export const timeOf = ({ seconds, nanos }: WireTime): Time => ({ seconds: BigInt(seconds), nanos });

const blockIdOf = ({ hash, partsTotal, partsHash }: WireBlockId): BlockId => ({
  hash: hexToBytes(hash),
  partsTotal,
  partsHash: hexToBytes(partsHash),
});

export function headerOf(wire: WireHeader): Header {
  return {
    blockVersion: BigInt(wire.blockVersion),
    appVersion: BigInt(wire.appVersion),
    chainId: wire.chainId,
    height: BigInt(wire.height),
    time: timeOf(wire.time),
    lastBlockId: blockIdOf(wire.lastBlockId),
    lastCommitHash: hexToBytes(wire.lastCommitHash),
    dataHash: hexToBytes(wire.dataHash),
    validatorsHash: hexToBytes(wire.validatorsHash),
    nextValidatorsHash: hexToBytes(wire.nextValidatorsHash),
    consensusHash: hexToBytes(wire.consensusHash),
    appHash: hexToBytes(wire.appHash),
    lastResultsHash: hexToBytes(wire.lastResultsHash),
    evidenceHash: hexToBytes(wire.evidenceHash),
    proposerAddress: hexToBytes(wire.proposerAddress),
  };
}

export function commitOf(wire: WireCommit): BlockCommit {
  const signatures = wire.signatures.map(({ flag, address, time, signature }) => ({
    ...{ flag, address: hexToBytes(address) },
    ...{ time: timeOf(time), signature: hexToBytes(signature) },
  }));
  const { round } = wire;
  return { height: BigInt(wire.height), round, blockId: blockIdOf(wire.blockId), signatures };
}

export const validatorsOf = (wire: readonly { key: string; power: number }[]): Validator[] =>
  wire.map(({ key, power }) => ({ key: hexToBytes(key), power: BigInt(power) }));
