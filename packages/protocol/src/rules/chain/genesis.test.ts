import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { type PresetName, presets } from "../params/index.ts";
import {
  asciiBytes,
  asciiText,
  decodeGenesis,
  deriveChainId,
  encodeGenesis,
  type Genesis,
  headerChainId,
  paramsHash,
} from "./index.ts";

interface Row {
  genesis: {
    version: number;
    preset: string;
    paramsHash: string;
    timeMs: number;
    founder: string;
    validators: { key: string; power: number }[];
    weights: { host: string; weight: number }[];
  };
  bytes: string;
  chainId: string;
  headerChainId: string;
}
const { cases } = readVectors<Row>("ledger/genesis");

function genesisOf({ genesis }: Row): Genesis {
  const { validators, weights } = genesis;
  return {
    version: genesis.version,
    preset: hexToBytes(genesis.preset),
    paramsHash: hexToBytes(genesis.paramsHash),
    timeMs: BigInt(genesis.timeMs),
    founder: hexToBytes(genesis.founder),
    validators: validators.map(({ key, power }) => ({
      key: hexToBytes(key),
      power: BigInt(power),
    })),
    weights: weights.map(({ host, weight }) => ({
      host: hexToBytes(host),
      weight: BigInt(weight),
    })),
  };
}

test.each(cases)("[LD1] $name", (row) => {
  const genesis = genesisOf(row);
  expect(bytesToHex(encodeGenesis(genesis))).toBe(row.bytes);
  expect(decodeGenesis(hexToBytes(row.bytes))).toEqual(genesis);
  expect(bytesToHex(deriveChainId(genesis))).toBe(row.chainId);
  expect(headerChainId(hexToBytes(row.chainId))).toBe(row.headerChainId);
  expect(row.headerChainId).toHaveLength(48);
  const preset = presets[asciiText(genesis.preset) as PresetName];
  expect(bytesToHex(paramsHash(preset))).toBe(row.genesis.paramsHash);
});

test("[LD1] every length of a phase is in the hash of the params", () => {
  const { test: params } = presets;
  const hashes = Object.keys(params.cycle).map((name) => {
    const cycle = { ...params.cycle, [name]: 7 };
    return bytesToHex(paramsHash({ ...params, cycle }));
  });
  expect(new Set([...hashes, bytesToHex(paramsHash(params))]).size).toBe(10);
});

test("[LD1] names are ASCII", () => {
  expect(asciiText(asciiBytes("local"))).toBe("local");
  expect(() => asciiBytes("é")).toThrow(RangeError);
  expect(asciiText(Uint8Array.of(200))).toBeUndefined();
});
