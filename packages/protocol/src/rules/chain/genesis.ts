import { byteList, bytes32, container, createCodec, list, u8, u64 } from "../codec/index.ts";
import { bytesToHex, hash, u32le } from "../crypto/index.ts";
import type { Params } from "../params/index.ts";
import { sprintParamsHash } from "../params/index.ts";
import { maxWeightHosts } from "./limits.ts";

/** What a network begins with; its hash is the network's name (LD1). */
export interface Genesis {
  /** 1. */
  readonly version: number;
  /** Name of the params, ASCII. */
  readonly preset: Uint8Array;
  /** 32 bytes, from `paramsHash`. */
  readonly paramsHash: Uint8Array;
  /** Unix time, in milliseconds. */
  readonly timeMs: bigint;
  /** Key of the node that starts the network. */
  readonly founder: Uint8Array;
  readonly validators: readonly GenesisValidator[];
  /** The first weights, by ascending key. */
  readonly weights: readonly HostWeight[];
}

export interface GenesisValidator {
  /** Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
  readonly power: bigint;
}

export interface HostWeight {
  readonly host: Uint8Array;
  readonly weight: bigint;
}

export const hostWeightType = container({ host: bytes32, weight: u64 });

const codec = createCodec<Genesis>(
  container({
    version: u8,
    preset: byteList(16),
    paramsHash: bytes32,
    timeMs: u64,
    founder: bytes32,
    validators: list(container({ key: bytes32, power: u64 }), 10_000),
    weights: list(hostWeightType, maxWeightHosts),
  }),
);

export const encodeGenesis = codec.encode;
export const decodeGenesis = codec.decode;

/** The network's name, 32 bytes (LD1). */
export function deriveChainId(genesis: Genesis): Uint8Array {
  return hash("chain", encodeGenesis(genesis));
}

/** The network's name in block headers, which have room for 50 characters (LD1). */
export function headerChainId(chainId: Uint8Array): string {
  return `stadion-${bytesToHex(chainId.subarray(0, 20))}`;
}

/** Names everything the parties of a network must agree on (LD1). */
export function paramsHash({ sprint, cycle }: Params): Uint8Array {
  const { blockMs, dealBlocks, openBlocks, sprintMs, sprintMaxBlocks } = cycle;
  const { revealBlocks, secondOpenBlocks, auditBlocks, cycleBlocks } = cycle;
  const first = [blockMs, dealBlocks, openBlocks, sprintMs, sprintMaxBlocks];
  const second = [revealBlocks, secondOpenBlocks, auditBlocks, cycleBlocks];
  return hash("params", sprintParamsHash(sprint), u32le(...first, ...second));
}
