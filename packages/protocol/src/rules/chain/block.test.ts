import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import {
  commitHash,
  consensusHash,
  dataHash,
  decodeSignedBlock,
  deriveParts,
  encodeSignedBlock,
  headerHash,
  merkleRoot,
  resultsHash,
  signatureFlags,
  validatorsHash,
  verdictDigests,
  voteSignBytes,
} from "./index.ts";

interface Row {
  signedBlock: string;
  headerHash: string;
  partsTotal: number;
  partsHash: string;
  commitHash: string;
  dataHash: string;
  voteBytes: string;
  nilVoteBytes: string;
  largeTxs: [byte: number, times: number][];
  largePartsTotal: number;
  largePartsHash: string;
  consensusHash: string;
  evidenceHash: string;
}
const { cases } = readVectors<Row>("ledger/blocks");

describe.each(cases)("[LD3] $name", (row) => {
  const signed = decodeSignedBlock(hexToBytes(row.signedBlock)) ?? expect.unreachable();
  const { block, commit } = signed;

  test("is read and written as the twin does it", () => {
    expect(bytesToHex(encodeSignedBlock(signed))).toBe(row.signedBlock);
  });

  test("has the twin's hashes", () => {
    expect(bytesToHex(headerHash(block.header))).toBe(row.headerHash);
    expect(bytesToHex(commitHash(block.lastCommit))).toBe(row.commitHash);
    expect(bytesToHex(dataHash(block.txs))).toBe(row.dataHash);
    expect(bytesToHex(consensusHash)).toBe(row.consensusHash);
    expect(bytesToHex(merkleRoot([]))).toBe(row.evidenceHash);
  });

  test("has the twin's parts, one or several", () => {
    const hashed = { partsTotal: row.partsTotal, partsHash: hexToBytes(row.partsHash) };
    expect(deriveParts(block)).toEqual(hashed);
    const txs = row.largeTxs.map(([byte, times]) => new Uint8Array(times).fill(byte));
    const large = { partsTotal: row.largePartsTotal, partsHash: hexToBytes(row.largePartsHash) };
    expect(deriveParts({ ...block, txs })).toEqual(large);
    expect(row.largePartsTotal).toBeGreaterThan(1);
  });

  test("is voted for with the twin's bytes", () => {
    const { chainId, time } = block.header;
    const bytes = (flag: number) => bytesToHex(voteSignBytes(chainId, commit, { flag, time }));
    expect(bytes(signatureFlags.commit)).toBe(row.voteBytes);
    expect(bytes(signatureFlags.nil)).toBe(row.nilVoteBytes);
  });
});

test("[LD3] a network's name that is not ASCII makes no block", () => {
  const bytes = hexToBytes((cases[1] as Row).signedBlock);
  const text = bytesToHex(bytes);
  const at = text.indexOf(bytesToHex(new TextEncoder().encode("stadion-"))) / 2;
  expect(decodeSignedBlock(bytes.with(at, 200))).toBeUndefined();
  expect(decodeSignedBlock(bytes.with(at, 84))?.block.header.chainId).toMatch(/^Ttadion-/);
});

interface HashRow {
  kind: "merkle" | "results" | "validators" | "verdict";
  items: unknown[];
  sender?: string;
  hash: string;
}
const hashes = readVectors<HashRow>("ledger/hashes");

test.each(hashes.cases)("[LD3] [LD18] $name", ({ kind, items, sender = "", hash }) => {
  const bytes = () => (items as string[]).map(hexToBytes);
  const roots = {
    merkle: () => merkleRoot(bytes()),
    results: () => resultsHash(items as number[]),
    validators: () =>
      validatorsHash(
        (items as { key: string; power: number }[]).map(({ key, power }) => ({
          key: hexToBytes(key),
          power: BigInt(power),
        })),
      ),
    verdict: () => verdictDigests(hexToBytes(sender), bytes()),
  };
  expect(bytesToHex(roots[kind]())).toBe(hash);
});
