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

/** A node that says once that the ledger is this high, and that the key signed elsewhere; then it is honest. */
async function lieOfHeight(it: Scene, height: bigint): Promise<void> {
  const { status, query } = it.network;
  let isTold = false;
  it.network.status = async () => ({ ...(await status()), height });
  it.network.query = async (path, key) => {
    const answer = await query(path, key);
    const account = path === "account" && answer.value && accountCodec.decode(answer.value);
    if (!account) return answer;
    isTold = true;
    Object.assign(it.network, { status, query });
    const lanes = account.lanes.map((lane) => ({ ...lane, nonce: lane.nonce + 5n }));
    return { ...answer, value: accountCodec.encode({ ...account, lanes }) };
  };
  await it.until(() => isTold);
  await it.until(() => it.host.view().height === it.network.height());
}

test("[HO22] a made-up height bars a key for 100 blocks and no longer, also through a restart", async () => {
  const it = await createJoinedScene();
  await it.clock.advance(2500);
  await lieOfHeight(it, 1n << 40n);
  const { freeHeight = 0n } = it.host.view().elsewhere ?? {};
  expect(freeHeight - it.network.height()).toBeLessThan(132n);
  const again = await it.restart();
  await again.host.start();
  while (again.network.height() <= freeHeight) await again.clock.advance(500);
  expect(again.host.view().elsewhere).toBeUndefined();
});

test("[HO22] whoever took over at a made-up height is guarded as before", async () => {
  const it = await createJoinedScene();
  await it.clock.advance(2500);
  it.host.takeOver();
  await lieOfHeight(it, 1n << 40n);
  await it.clock.advance(4000);
  expect(it.host.view().elsewhere).toBeUndefined();
  const other = it.elsewhere();
  other.host.takeOver();
  await other.host.start();
  await it.clock.advance(3000);
  expect(it.host.view().elsewhere).toBeDefined();
});
