import { expect, test } from "vitest";
import { accountCodec, decodeTransaction } from "../rules/chain/index.ts";
import { createJoinedScene, phaseIs, type Scene } from "./test-scene.ts";

const yearNonces = 365n * 24n * 3_600_000n * 1000n;

/** A node that refuses the next transaction and says that the lane has this nonce, and is honest from then on. */
function lieOnce({ network }: Scene, nonce: bigint): { readonly signed: readonly bigint[] } {
  const { submit, query } = network;
  const lane = network.taken[0]?.lane ?? 0;
  const signed: bigint[] = [];
  network.submit = async (bytes) => {
    signed.push(decodeTransaction(bytes)?.tx.nonce ?? 0n);
    return signed.length === 1 ? { ok: false, refusal: "nonce-used" } : await submit(bytes);
  };
  network.query = async (path, key) => {
    const answer = await query(path, key);
    const account = path === "account" && answer.value && accountCodec.decode(answer.value);
    if (!account || signed.length !== 1) return answer;
    network.query = query;
    return { ...answer, value: accountCodec.encode({ ...account, lanes: [{ lane, nonce }] }) };
  };
  return { signed };
}

test("[HO3] a node that makes up a nonce has the Host neither sign the last one there is nor lose its Sprint", async () => {
  const it = await createJoinedScene();
  await it.clock.advance(2500);
  const { signed } = lieOnce(it, (1n << 64n) - 2n);
  await it.until(phaseIs(it, "work"));
  expect(signed.length).toBeGreaterThan(1);
  for (const nonce of signed) expect(nonce).toBeLessThanOrEqual(BigInt(it.clock.nowMs()) * 1000n);
  expect(it.network.entry(0n)?.status).toBe("valid");
});

test.each([
  ["up to a year ahead is gone on from", 0n, true],
  ["further ahead is not", 60_000_000n, false],
])("[HO3] a nonce %s", async (_, beyond, isFollowed) => {
  const it = await createJoinedScene();
  await it.clock.advance(2500);
  const claimed = BigInt(it.clock.nowMs()) * 1000n + yearNonces + beyond;
  const { signed } = lieOnce(it, claimed);
  await it.until(() => signed.length > 1);
  expect(signed[1] === claimed + 1n).toBe(isFollowed);
});
