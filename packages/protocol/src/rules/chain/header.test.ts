import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import {
  bytesToHex,
  hexToBytes,
  publicKeyOf,
  signMessage,
  verifySignature,
} from "../crypto/index.ts";
import {
  type BlockCommit,
  type BlockId,
  checkCommit,
  type Header,
  headerHash,
  msOfTime,
  noBlockId,
  signatureFlags,
  sortValidators,
  type Time,
  timeOfMs,
  totalPower,
  updateValidators,
  type Validator,
  validatorAddress,
  validatorsHash,
  voteSignBytes,
} from "./index.ts";

// CometBFT's own values, and headers and commits that its light clients take.

interface WireTime {
  seconds: number;
  nanos: number;
}
interface WireBlockId {
  hash: string;
  partsTotal: number;
  partsHash: string;
}
type WireHeader = Record<
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
interface CommitRow {
  header: WireHeader;
  commit: {
    height: number;
    round: number;
    blockId: WireBlockId;
    signatures: { flag: number; address: string; time: WireTime; signature: string }[];
  };
  validators: { key: string; power: number }[];
}

const timeOf = ({ seconds, nanos }: WireTime): Time => ({ seconds: BigInt(seconds), nanos });
const blockIdOf = ({ hash, partsTotal, partsHash }: WireBlockId): BlockId => ({
  hash: hexToBytes(hash),
  partsTotal,
  partsHash: hexToBytes(partsHash),
});

function headerOf(wire: WireHeader): Header {
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

function commitOf({ commit }: CommitRow): BlockCommit {
  const signatures = commit.signatures.map(({ flag, address, time, signature }) => ({
    ...{ flag, address: hexToBytes(address) },
    ...{ time: timeOf(time), signature: hexToBytes(signature) },
  }));
  const { round } = commit;
  return { height: BigInt(commit.height), round, blockId: blockIdOf(commit.blockId), signatures };
}

const validatorsOf = ({ validators }: CommitRow): Validator[] =>
  validators.map(({ key, power }) => ({ key: hexToBytes(key), power: BigInt(power) }));

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

const { cases: commits } = readVectors<CommitRow>("ledger/cometbft-commits");

describe.each(commits)("[LD3] CometBFT's commit: $name", (row) => {
  const [header, commit, validators] = [headerOf(row.header), commitOf(row), validatorsOf(row)];
  const check = (changed: Partial<BlockCommit>, of = header, set = validators) =>
    checkCommit(of, { ...commit, ...changed }, set, verifySignature);

  test("holds, in whatever order the validators are named", () => {
    expect(check({})).toBeUndefined();
    expect(check({}, header, validators.toReversed())).toBeUndefined();
  });

  test("holds for no other header, height or validators", () => {
    expect(check({ height: commit.height + 1n })).toBe("another-height");
    const other = { ...header, appHash: new Uint8Array(32) };
    expect(check({}, other)).toBe("another-block");
    const stronger = validators.map((one) => ({ ...one, power: one.power + 1n }));
    expect(check({}, header, stronger)).toBe("another-validator-set");
  });

  test("needs a signature of each validator's place, and good ones", () => {
    expect(check({ signatures: commit.signatures.slice(1) })).toBe("wrong-number-of-signatures");
    const at = commit.signatures.findIndex(({ flag }) => flag === signatureFlags.commit);
    const vote = commit.signatures[at] ?? expect.unreachable();
    const withVote = (fields: Partial<typeof vote>) => ({
      signatures: commit.signatures.with(at, { ...vote, ...fields }),
    });
    expect(check(withVote({ address: new Uint8Array(20) }))).toBe("wrong-validator");
    expect(check(withVote({ signature: new Uint8Array(64) }))).toBe("bad-signature");
    const later = { ...vote.time, nanos: 1 };
    expect(check(withVote({ time: later }))).toBe("bad-signature");
  });

  test("needs more than two thirds of the power", () => {
    const absent = { flag: signatureFlags.absent, address: new Uint8Array() };
    let left = [...commit.signatures];
    const sorted = sortValidators(validators);
    for (const [i, { flag }] of commit.signatures.entries()) {
      if (flag !== signatureFlags.commit) continue;
      const signed = left.reduce(
        (sum, vote, k) => sum + (vote.flag === 2 ? (sorted[k] as Validator).power : 0n),
        0n,
      );
      const enough = signed * 3n > totalPower(validators) * 2n;
      expect(check({ signatures: left })).toBe(enough ? undefined : "too-little-power");
      left = left.with(i, { ...(left[i] as never as (typeof left)[0]), ...absent });
    }
    expect(check({ signatures: left })).toBe("too-little-power");
  });
});

test("[LD3] two thirds of the power are not enough, more are", () => {
  const secrets = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
  const signedBy = (powers: readonly bigint[], signers: readonly number[]) => {
    const set = secrets.map((secret, i) => ({ key: publicKeyOf(secret), power: powers[i] ?? 0n }));
    const [row] = commits;
    const header = { ...headerOf((row as CommitRow).header), validatorsHash: validatorsHash(set) };
    const { height, time, chainId } = header;
    const blockId = { hash: headerHash(header), partsTotal: 1, partsHash: new Uint8Array(32) };
    const vote = { height, round: 0, blockId };
    const signatures = sortValidators(set).map(({ key }) => {
      const i = set.findIndex((validator) => validator.key === key);
      const flag = signers.includes(i) ? signatureFlags.commit : signatureFlags.absent;
      const signature = signMessage(
        voteSignBytes(chainId, vote, { flag, time }),
        secrets[i] as never,
      );
      return { flag, address: validatorAddress(key), time, signature };
    });
    return checkCommit(header, { ...vote, signatures }, set, verifySignature);
  };
  expect(signedBy([1n, 1n, 1n], [0, 1])).toBe("too-little-power");
  expect(signedBy([1n, 1n, 1n], [0, 1, 2])).toBeUndefined();
  expect(signedBy([10n, 11n, 10n], [0, 1])).toBeUndefined();
  expect(signedBy([10n, 11n, 10n], [0, 2])).toBe("too-little-power");
});

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
