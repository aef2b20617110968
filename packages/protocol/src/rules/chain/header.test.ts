import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex } from "../crypto/index.ts";
import {
  headerHash,
  msOfTime,
  noBlockId,
  signatureFlags,
  timeOfMs,
  updateValidators,
  voteSignBytes,
} from "./index.ts";
import { headerOf, timeOf, type WireHeader, type WireTime } from "./test-wire.ts";

// CometBFT's own values.

const headers = readVectors<{ header: WireHeader; hash: string }>("ledger/cometbft-header");
test.each(headers.cases)("[LD3] CometBFT's header hash: $name", ({ header, hash }) => {
  expect(bytesToHex(headerHash(headerOf(header)))).toBe(hash);
});

interface VoteRow {
  chainId: string;
  height: number;
  round: number;
  time: WireTime;
  bytes: string;
}
const votes = readVectors<VoteRow>("ledger/cometbft-votes");
test.each(votes.cases)(
  "[LD3] CometBFT's vote: $name",
  ({ chainId, height, round, time, bytes }) => {
    const vote = { height: BigInt(height), round, blockId: noBlockId };
    const nil = { flag: signatureFlags.nil, time: timeOf(time) };
    expect(bytesToHex(voteSignBytes(chainId, vote, nil))).toBe(bytes);
  },
);

test("[LD4] block time is in whole milliseconds", () => {
  expect(timeOfMs(1_800_000_000_123n)).toEqual({ seconds: 1_800_000_000n, nanos: 123_000_000 });
  expect(msOfTime(timeOfMs(1_800_000_000_123n))).toBe(1_800_000_000_123n);
  expect(msOfTime({ seconds: 1n, nanos: 1_999_999 })).toBe(1001n);
});

test("[LD5] an update replaces power, and power 0 removes", () => {
  const key = (byte: number) => new Uint8Array(32).fill(byte);
  const before = [
    { key: key(1), power: 5n },
    { key: key(2), power: 3n },
  ];
  const updates = [
    { key: key(1), power: 0n },
    { key: key(2), power: 1n },
    { key: key(3), power: 9n },
  ];
  expect(updateValidators(before, updates)).toEqual([
    { key: key(3), power: 9n },
    { key: key(2), power: 1n },
  ]);
  expect(updateValidators(before, [])).toEqual(before);
});
