import { resultsHash } from "@stadion/protocol/chain";
import { hexToBytes } from "@stadion/protocol/crypto";
import { describe, expect, test } from "vitest";
import { readBlock } from "#shared/chain/index.ts";
import { testAnswer, testTx } from "#shared/chain/test-blocks.ts";
import { checksOf } from "./block-checks.ts";

const tx = testTx("heartbeat", { height: 1n });
const block = must(readBlock(testAnswer({ height: 5n, txs: [tx], codes: [14] })));
const hash = hexToBytes(block.hash);
const next = (lastHash: Uint8Array, codes: readonly number[]) =>
  readBlock(
    testAnswer({
      height: 6n,
      header: {
        lastBlockId: { hash: lastHash, partsTotal: 1, partsHash: lastHash },
        lastResultsHash: resultsHash(codes),
      },
    }),
  );
const verdicts = (after: ReturnType<typeof next>) =>
  checksOf(block, after).map(({ verdict }) => verdict);

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the block decodes");
  return value;
}

describe("[LD5] what the page says of a block", () => {
  test("its results wait for the next header, and running them is not checked here", () => {
    expect(verdicts(undefined)).toEqual(["holds", "holds", "waiting", "waiting", "not-checked"]);
  });

  test("they hold when the next header has their hash", () => {
    expect(verdicts(next(hash, [14]))).toEqual(["holds", "holds", "holds", "holds", "not-checked"]);
  });

  test("it says so when the next header has another block or other results", () => {
    expect(verdicts(next(new Uint8Array(32), [14]))[2]).toBe("fails");
    expect(verdicts(next(hash, [0]))[3]).toBe("fails");
  });
});
