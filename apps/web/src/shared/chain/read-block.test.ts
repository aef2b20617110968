import { nonceFaults, refusalCode, verdictOutcomes } from "@stadion/protocol/chain";
import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { describe, expect, test } from "vitest";
import { readLine } from "./block-line.ts";
import { readBlock, readTx } from "./read-block.ts";
import { testAnswer, testTx } from "./test-blocks.ts";

const key = (secret: number) => publicKeyOf(new Uint8Array(32).fill(secret));
const hostId = bytesToHex(key(1));
const hash = new Uint8Array(32);
const verdict = {
  ...{ cycle: 1n, host: key(1), outcome: verdictOutcomes.valid, nonce: 0n },
  ...{ fault: nonceFaults.none, digests: hash },
} as const;

const answer = testAnswer({
  height: 12n,
  timeMs: 6500,
  txs: [
    testTx("register", { payout: key(1) }),
    testTx("register", { payout: key(1) }),
    testTx("heartbeat", { height: 11n }, 2),
    testTx("verdict", verdict, 3),
    testTx("beaconOpen", { cycle: 1n, role: 1, secret: hash }, 3),
    testTx("beaconOpen", { cycle: 1n, role: 0, secret: hash }, 3),
    Uint8Array.of(1, 2, 3),
  ],
  codes: [0, refusalCode("already-registered"), 0, 0, 0, refusalCode("already-open"), 1],
});

describe("a block that is read", () => {
  const block = readBlock(answer);

  test("has its height, its time and each transaction with what became of it", () => {
    expect(block).toMatchObject({ height: 12n, timeMs: 6500, bytes: answer.block.length });
    const txs = block?.txs.map((tx, i) => readTx(tx, block.codes[i] ?? 0));
    expect(txs?.map(({ content, refusal }) => [content?.kind, refusal])).toEqual([
      ["register", undefined],
      ["register", "already-registered"],
      ["heartbeat", undefined],
      ["verdict", undefined],
      ["beaconOpen", undefined],
      ["beaconOpen", "already-open"],
      [undefined, "malformed"],
    ]);
  });

  test("is none if its bytes are none", () => {
    expect(readBlock({ block: answer.block.subarray(1), codes: [] })).toBe(undefined);
  });
});

describe("the line of a block", () => {
  const block = readBlock(answer);
  if (!block) throw new Error("the block decodes");

  test("counts what the ledger took, by kind, and what it refused", async () => {
    const { taken, refused, txs } = await readLine(block, undefined);
    expect(taken).toEqual({ register: 1, heartbeat: 1, verdict: 1, beaconOpen: 1 });
    expect([refused, txs]).toEqual([3, 7]);
  });

  test("names beacon values that were opened, not those that were refused", async () => {
    expect((await readLine(block, undefined)).opened).toEqual([1]);
  });

  test("counts what is from a Host or about it", async () => {
    const own = async (host: string | undefined) => (await readLine(block, host)).own;
    expect(await own(hostId)).toBe(3);
    expect(await own(bytesToHex(key(2)))).toBe(1);
    expect(await own(undefined)).toBe(0);
  });
});
