import { expect, test } from "vitest";
import {
  decodeSignedBlock,
  deriveParts,
  encodeSignedBlock,
  type SignedBlock,
} from "../../rules/chain/index.ts";
import { verifySignature } from "../../rules/crypto/index.ts";
import { signTestBlock, testChainId, testGenesis } from "../test-node-service.ts";
import { checkBlockAnswer } from "./check-block.ts";

const transaction = Uint8Array.of(1, 2, 3);
const good = signTestBlock(4n, [transaction]);
const check = (block: Uint8Array, codes = [0], height = 4n) =>
  checkBlockAnswer({ block, codes }, height, testChainId, testGenesis, verifySignature);

function changed(change: (signed: SignedBlock) => SignedBlock): Uint8Array {
  const signed = decodeSignedBlock(good);
  if (!signed) throw new Error("the block decodes");
  return encodeSignedBlock(change(signed));
}

test("[NW12] a signed block is taken", () => {
  expect(check(good)).toBeUndefined();
});

test.each([
  ["bytes that are no block", "the bytes are no block", () => check(good.subarray(1))],
  ["another height", "it is block 4", () => check(good, [0], 5n)],
  ["a result missing", "its results", () => check(good, [])],
  [
    "another network",
    "another network",
    () => check(signTestBlock(4n, [transaction], new Uint8Array(32))),
  ],
  [
    "another transaction",
    "its transactions",
    () =>
      check(
        changed(({ block, commit }) => ({ block: { ...block, txs: [Uint8Array.of(1)] }, commit })),
      ),
  ],
  [
    "another last commit",
    "its parts",
    () =>
      check(
        changed(({ block, commit }) => ({
          block: { ...block, lastCommit: { ...block.lastCommit, round: 1 } },
          commit,
        })),
      ),
  ],
  [
    "another header",
    "another-block",
    () =>
      check(
        changed(({ block, commit }) => ({
          block: { ...block, header: { ...block.header, appHash: new Uint8Array(32) } },
          commit: commitTo(block, commit),
        })),
      ),
  ],
  [
    "a forged signature",
    "bad-signature",
    () =>
      check(
        changed(({ block, commit }) => ({
          block,
          commit: {
            ...commit,
            signatures: commit.signatures.map((vote) => ({
              ...vote,
              signature: new Uint8Array(64),
            })),
          },
        })),
      ),
  ],
])("[NW12] %s is not", (_, fault, checked) => {
  expect(checked()).toContain(fault);
});

/** The commit with the parts of the changed block, so that only its hash tells. */
function commitTo(block: SignedBlock["block"], commit: SignedBlock["commit"]) {
  const header = { ...block.header, appHash: new Uint8Array(32) };
  const parts = deriveParts({ ...block, header });
  return { ...commit, blockId: { ...commit.blockId, ...parts } };
}
