import { describe, expect, test } from "vitest";
import { decodeProof } from "../rules/sprint/index.ts";
import { createJoinedScene, createScene, phaseIs, type Scene, taken } from "./test-scene.ts";

test("[HO5] [HO7] [HO8] [HO9] a joined Host goes from its first nonce to its weight", async () => {
  const it = await createJoinedScene();
  await it.until(() => it.host.view().sprint?.step === "settled");
  await it.clock.advance(500);
  const entry = it.network.entry(0n);
  const { sprint, weight } = it.host.view();
  expect(entry).toMatchObject({ status: "valid", count: sprint?.confirmed });
  expect(sprint?.found).toBe(it.compute.tried.filter((nonce) => nonce % 16n === 5n).length);
  const height = sprint?.ledger?.settledHeight;
  const total = (entry?.weight ?? 0n) + 1n;
  expect(weight).toEqual({ own: entry?.weight, total, cycle: 0n, height });
  expect(it.texts().at(-1)).toBe(`The Sprint is settled: weight ${entry?.weight}`);
  expect(taken(it, "reveal")).toHaveLength(1);
  expect(it.network.taken.every(({ code }) => code === 0)).toBe(true);
  await it.host.stop();
});

describe("[HO7] commits", () => {
  const sizes = (scene: Scene) =>
    scene.network.handed.map((proof) => decodeProof(proof)?.nonces.length ?? 0);

  test("one after each tenth, each bigger, the last three blocks before the end", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "reveal"));
    const heights = taken(it, "commit").map(({ height }) => height);
    expect(heights.length).toBeGreaterThanOrEqual(5);
    const end = it.network.height();
    expect(end - (heights.at(-1) as bigint)).toBeGreaterThanOrEqual(3n);
    const found = sizes(it);
    expect([...new Set(found)].sort((a, b) => a - b)).toEqual(found);
    expect(it.network.entry(0n)?.count).toBe(it.host.view().sprint?.confirmed);
  });

  test("none smaller than what the ledger has of another process", async () => {
    const it = await createJoinedScene();
    await it.until(() => taken(it, "commit").length === 1);
    it.network.losesTransactions = true; // so that none is under way
    await it.clock.advance(500);
    const entry = it.network.entry(0n);
    if (!entry) throw new Error("no entry");
    it.network.entries.set(0n, { ...entry, count: 500 });
    it.network.losesTransactions = false;
    const before = taken(it, "commit").length;
    await it.until(phaseIs(it, "reveal"));
    expect(it.host.view().sprint?.confirmed).toBeGreaterThan(entry.count);
    expect(taken(it, "commit")).toHaveLength(before);
  });

  test("one that got lost is sent again", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.network.handed.length === 1);
    it.network.losesTransactions = true;
    await it.until(() => (it.host.view().sprint?.elapsedMs ?? 0) >= 2900);
    it.network.losesTransactions = false;
    await it.until(phaseIs(it, "reveal"));
    expect(it.network.entry(0n)?.count).toBe(it.host.view().sprint?.confirmed);
  });

  test("a list that the node did not take is handed again once the ledger has its commit", async () => {
    const it = await createJoinedScene();
    const { handProof } = it.network;
    it.network.handProof = async () => {
      throw Object.assign(new Error("lost"), { name: "NotConnectedError" });
    };
    await it.until(() => taken(it, "commit").length === 1);
    const first = it.network.entry(0n)?.count;
    it.network.handProof = handProof;
    await it.until(() => it.network.handed.length > 0);
    expect(decodeProof(it.network.handed[0] as Uint8Array)?.nonces).toHaveLength(first ?? 0);
  });

  test("a Sprint that its blocks end early is met in time", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "sprint"));
    for (let i = 0; i < 14; i++) {
      await it.clock.advance(100);
      it.network.makeBlock();
    }
    expect(it.network.cycle().phase).not.toBe("sprint");
    expect(taken(it, "commit").every(({ code }) => code === 0)).toBe(true);
    expect(it.network.entry(0n)?.count).toBeGreaterThan(0);
  });
});

describe("[HO5] computing", () => {
  test("nonces follow each other from a random start", async () => {
    const one = await createJoinedScene(1);
    const other = await createJoinedScene(2);
    await one.until(phaseIs(one, "reveal"));
    await other.until(phaseIs(other, "reveal"));
    const [first, second] = one.compute.tried as [bigint, bigint];
    expect(second).toBe(first + 1n);
    expect(first).toBeLessThan(1n << 63n);
    expect(other.compute.tried).not.toContain(first);
  });

  test("what the second backend does not find is left out and told", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.compute.tried.length > 0);
    const next = it.compute.tried.at(-1) as bigint;
    const doubted = next + 16n - ((next - 5n) % 16n);
    it.compute.doubted.add(doubted);
    await it.until(phaseIs(it, "reveal"));
    expect(it.compute.tried).toContain(doubted);
    expect(it.texts()).toContain(`Left out nonce ${doubted}: a second backend did not confirm it`);
    const proof = decodeProof(it.network.handed.at(-1) as Uint8Array);
    expect(proof?.nonces.length).toBeGreaterThan(0);
    expect(proof?.nonces).not.toContain(doubted);
    const { found, confirmed } = it.host.view().sprint ?? {};
    expect(found).toBe((confirmed ?? 0) + 1);
  });

  test("compute that fails is tried again, three times in all", async () => {
    const it = await createJoinedScene();
    it.compute.failures.push(new Error("first"), new Error("second"));
    await it.until(phaseIs(it, "reveal"));
    expect(it.compute.tried.length).toBeGreaterThan(0);
    expect(it.texts()).toContain("Computing failed (2 of 3): second");

    const broken = await createJoinedScene();
    broken.compute.failures.push(...Array.from({ length: 9 }, (_, i) => new Error(`${i}`)));
    await broken.until(phaseIs(broken, "reveal"));
    expect(broken.compute.tried).toEqual([]);
    expect(broken.compute.failures).toHaveLength(6);
  });

  test("a Sprint is not begun when it is too late for it", async () => {
    const it = createScene();
    await it.host.start();
    await it.until(() => it.network.cycle().phase === "sprint");
    await it.clock.advance(4000);
    it.host.join();
    await it.until(phaseIs(it, "reveal"));
    expect(it.compute.tried).toEqual([]);
    expect(it.host.view().sprint).toBeUndefined();
  });
});

describe("[HO6] what is committed is in the store first", () => {
  test("no commit is sent while the store refuses", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(100);
    it.store.onSet = (name) => {
      if (name === "sprint") throw new Error("disk full");
    };
    await it.until(phaseIs(it, "reveal"));
    expect(taken(it, "commit")).toEqual([]);
    expect(it.texts()).toContain("disk full");
  });

  test("a crash at any block of the Sprint loses no commit", async () => {
    for (let blocks = 1; blocks <= 16; blocks++) {
      const it = await createJoinedScene();
      await it.until(phaseIs(it, "sprint"));
      await it.clock.advance(500 * blocks);
      const before = it.network.entry(0n);
      const again = await it.restart();
      await again.host.start();
      await again.until(phaseIs(again, "work"));
      const after = again.network.entry(0n);
      expect(after?.status).toBe("valid");
      expect(after?.count).toBeGreaterThanOrEqual(before?.count ?? 0);
      const { tried } = again.compute;
      expect(tried.filter((nonce) => it.compute.tried.includes(nonce))).toEqual([]);
    }
  }, 60_000);

  test("another Host's Sprint is not taken up", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.store.values.has("sprint"));
    const saved = it.store.values.get("sprint") as Uint8Array;
    saved.set(new Uint8Array(32).fill(9), 1 + 8 + 32); // the Host's key
    const again = await it.restart();
    await again.host.start();
    await again.until(phaseIs(again, "reveal"));
    const proof = decodeProof(again.network.handed.at(-1) as Uint8Array);
    expect(proof?.hostKey).not.toEqual(new Uint8Array(32).fill(9));
  });
});

describe("[HO8] revealing", () => {
  test("an earlier commit is revealed when it is the one that counts", async () => {
    const it = await createJoinedScene();
    await it.until(() => taken(it, "commit").length === 2);
    it.network.losesTransactions = true;
    await it.until(phaseIs(it, "reveal"));
    it.network.losesTransactions = false;
    await it.until(phaseIs(it, "work"));
    const { status, commits } = it.network.entry(0n) ?? {};
    expect(status).toBe("valid");
    expect(it.network.handed.length).toBeGreaterThan(commits ?? 0);
  });

  test("a list that is not kept here is told", async () => {
    const it = await createJoinedScene();
    await it.until(() => taken(it, "commit").length === 2);
    const again = await it.restart();
    again.store.values.delete("sprint");
    await again.host.start();
    again.host.join();
    await again.clock.advance(100);
    again.host.leave();
    await again.until(phaseIs(again, "work"));
    expect(again.network.entry(0n)?.status).toBe("missed");
    expect(again.texts()).toContain(
      "The ledger has a commit of this Host whose list is not kept here",
    );
  });
});

describe("[HO10] joining and leaving", () => {
  test("who has not joined computes nothing", async () => {
    const it = createScene();
    await it.host.start();
    await it.until(phaseIs(it, "work"));
    expect(it.compute.tried).toEqual([]);
  });

  test("joining holds through a restart, and leaving too", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(500);
    const again = await it.restart();
    await again.host.start();
    expect(again.host.view().joined).toBe(true);
    again.host.leave();
    await again.clock.advance(500);
    const third = await again.restart();
    await third.host.start();
    expect(third.host.view().joined).toBe(false);
  });

  test("who leaves stops computing at once, and what was found is committed and revealed", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.network.handed.length === 2);
    const { handed } = it.network;
    it.host.leave();
    await it.clock.advance(420); // what is under way takes 300; the next tenth is 500 after the last
    expect(handed).toHaveLength(3);
    const tried = it.compute.tried.length;
    const confirmed = it.host.view().sprint?.confirmed;
    await it.until(phaseIs(it, "work"));
    expect(it.compute.tried.length).toBe(tried);
    expect(it.network.entry(0n)).toMatchObject({ status: "valid", count: confirmed });
  });

  test("who joins again goes on where it was", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.compute.tried.length >= 16);
    it.host.leave();
    await it.clock.advance(500);
    const before = it.compute.tried.length;
    it.host.join();
    await it.until(phaseIs(it, "reveal"));
    const { tried } = it.compute;
    expect(tried.length).toBeGreaterThan(before);
    expect(tried[before]).toBe((tried[before - 1] as bigint) + 1n);
  });
});

test("[HO11] a lost connection stops commits, not computing", async () => {
  const it = await createJoinedScene();
  await it.until(() => taken(it, "commit").length === 1);
  it.network.isDown = true;
  const tried = it.compute.tried.length;
  await it.clock.advance(1000);
  expect(it.compute.tried.length).toBeGreaterThan(tried);
  it.network.isDown = false;
  await it.until(phaseIs(it, "work"));
  expect(it.network.entry(0n)).toMatchObject({
    status: "valid",
    count: it.host.view().sprint?.confirmed,
  });
});
