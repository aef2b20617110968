import { describe, expect, test } from "vitest";
import { readSharedData } from "../../../../../tools/read-shared-data.ts";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, publicKeyOf, signMessage, verifySignature } from "../crypto/index.ts";
import {
  type BlockCommit,
  checkCommit,
  headerHash,
  signatureFlags,
  sortValidators,
  totalPower,
  type Validator,
  validatorAddress,
  validatorsHash,
  voteSignBytes,
} from "./index.ts";
import { commitOf, headerOf, validatorsOf, type WireCommit, type WireHeader } from "./test-wire.ts";

interface CommitRow {
  header: WireHeader;
  commit: WireCommit;
  validators: { key: string; power: number }[];
  /** Whether more than 2/3 of the power signed. */
  enough: boolean;
}

const { cases } = readVectors<CommitRow>("ledger/commits");

test.each(cases)("[LD3] whether a commit holds: $name", ({ enough, ...row }) => {
  const fault = enough ? undefined : "too-little-power";
  const [header, commit] = [headerOf(row.header), commitOf(row.commit)];
  expect(checkCommit(header, commit, validatorsOf(row.validators), verifySignature)).toBe(fault);
});

const holding = cases.filter(({ enough }) => enough);

describe.each(holding)("[LD3] a commit: $name", (row) => {
  const [header, commit] = [headerOf(row.header), commitOf(row.commit)];
  const validators = validatorsOf(row.validators);
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
    const later = { ...vote.time, nanos: 999 };
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
    const [row] = cases;
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

interface Vote {
  block_id_flag: number;
  validator_address: string;
  timestamp: string;
  signature: string;
}
interface Trace {
  input: {
    verdict: string;
    block: {
      signed_header: {
        header: Record<string, string | null> & { version: { block: string; app: string } };
        commit: {
          height: string;
          round: number;
          block_id: { hash: string; part_set_header: { total: number; hash: string } };
          signatures: Vote[] | null;
        };
      };
      validator_set: { validators: { pub_key: { value: string }; voting_power: string }[] | null };
    };
  }[];
}

const fromBase64 = (text: string): string =>
  bytesToHex(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
/** The traces count time in whole seconds. */
const wireTime = (text: string) => ({ seconds: Date.parse(text) / 1000, nanos: 0 });
const lower = (text: string | null | undefined): string => (text ?? "").toLowerCase();

/** A block of a light-client trace. Their first blocks follow no other: `last_block_id` is null. */
function ofTrace({ block }: Trace["input"][0]): Omit<CommitRow, "enough"> {
  const { header, commit } = block.signed_header;
  const nothing = { hash: "", partsTotal: 0, partsHash: "" };
  const { hash, part_set_header: parts } = commit.block_id;
  return {
    header: {
      ...{ blockVersion: Number(header.version.block), appVersion: Number(header.version.app) },
      ...{ chainId: header.chain_id ?? "", height: Number(header.height) },
      ...{ time: wireTime(header.time ?? ""), lastBlockId: nothing },
      ...{
        lastCommitHash: lower(header.last_commit_hash),
        dataHash: lower(header.data_hash),
      },
      validatorsHash: lower(header.validators_hash),
      nextValidatorsHash: lower(header.next_validators_hash),
      ...{ consensusHash: lower(header.consensus_hash), appHash: lower(header.app_hash) },
      lastResultsHash: lower(header.last_results_hash),
      evidenceHash: lower(header.evidence_hash),
      proposerAddress: lower(header.proposer_address),
    },
    commit: {
      ...{ height: Number(commit.height), round: commit.round },
      blockId: { hash: lower(hash), partsTotal: parts.total, partsHash: lower(parts.hash) },
      signatures: (commit.signatures ?? []).map((vote) => ({
        ...{ flag: vote.block_id_flag, address: lower(vote.validator_address) },
        ...{ time: wireTime(vote.timestamp), signature: fromBase64(vote.signature) },
      })),
    },
    validators: (block.validator_set.validators ?? []).map(({ pub_key, voting_power }) => ({
      key: fromBase64(pub_key.value),
      power: Number(voting_power),
    })),
  };
}

const traces = readSharedData<Trace>("vectors/light-client/single_step");
const absent =
  traces.length === 0 ? ": skipped, ../shared/data/vectors/light-client is absent" : "";
const inputs = traces.flatMap(({ name, content }) =>
  content.input.map((input, i) => ({ name: `${name}, input ${i}`, input })),
);
const judge = ({ input }: (typeof inputs)[0]) => {
  const { header, commit, validators } = ofTrace(input);
  return checkCommit(headerOf(header), commitOf(commit), validatorsOf(validators), verifySignature);
};

test.skipIf(absent)(`[LD3] a light client's traces hold unless invalid${absent}`, () => {
  expect(traces.length).toBe(41);
  // Trust between two blocks and the time now are the client's to judge; the commits hold in all it goes on from.
  const sound = inputs.filter(({ input }) => input.verdict !== "INVALID");
  expect(sound.length).toBeGreaterThan(60);
  for (const one of sound) expect([one.name, judge(one)]).toEqual([one.name, undefined]);
  const few = inputs.filter(({ name }) => name.includes("LessThanTwoThirdsSign")).at(-1);
  expect(judge(few ?? expect.unreachable())).toBe("too-little-power");
});
