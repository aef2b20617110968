import { describe, expect, test } from "vitest";
import { asciiBytes } from "../rules/chain/index.ts";
import type { HostView } from "./index.ts";
import {
  createJoinedScene,
  createScene,
  phaseIs,
  type Scene,
  taken,
  testKey,
} from "./test-scene.ts";

describe("[HO1] a network that the Host can't work on", () => {
  const refused = async (scene: Scene): Promise<string | undefined> => {
    await scene.host.start();
    scene.host.join();
    await scene.clock.advance(5000);
    expect(scene.network.taken).toEqual([]);
    expect(scene.host.view().preset).toBeUndefined();
    return scene.host.view().refusal;
  };

  test("other params under a name it knows", async () => {
    const it = createScene();
    it.network.genesis = { ...it.network.genesis, paramsHash: new Uint8Array(32) };
    expect(await refused(it)).toMatch(/^The network's params "test" differ.*found 0{16}…$/);
  });

  test("a preset it does not know", async () => {
    const it = createScene();
    it.network.genesis = { ...it.network.genesis, preset: asciiBytes("lunar") };
    expect(await refused(it)).toBe('This version does not know the params "lunar"');
  });

  test("a genesis that is not the one named", async () => {
    const it = createScene();
    const { status } = it.network;
    it.network.status = async () => ({ ...(await status()), chainId: new Uint8Array(32) });
    expect(await refused(it)).toBe("The node's genesis is not the one that names its network");
  });

  test("is taken back when the node is on a good one", async () => {
    const it = createScene();
    const good = it.network.genesis;
    it.network.genesis = { ...good, paramsHash: new Uint8Array(32) };
    expect(await refused(it)).toBeDefined();
    it.network.genesis = good;
    await it.clock.advance(4000);
    expect(it.host.view()).toMatchObject({ preset: "test", registered: true });
    expect(it.host.view().refusal).toBeUndefined();
  });
});

describe("[HO2] when the Host looks", () => {
  test("at each block", async () => {
    const it = await createJoinedScene();
    for (let i = 0; i < 5; i++) {
      await it.clock.advance(500);
      expect(it.host.view().height).toBe(it.network.height());
    }
  });

  test("after four block times when no block is announced", async () => {
    const it = createScene();
    it.network.onBlock = () => () => {};
    await it.host.start();
    await it.clock.advance(500);
    expect(it.host.view().height).toBe(0n);
    await it.clock.advance(4000);
    const { height } = it.host.view();
    expect(height).toBeGreaterThan(0n);
    await it.clock.advance(2000);
    expect(it.host.view().height).toBe(height + 4n);
  });

  test("when a connection is back", async () => {
    const it = createScene();
    it.network.isDown = true;
    await it.host.start();
    await it.clock.advance(3000);
    expect(it.host.view()).toMatchObject({ height: 0n, log: [] });
    it.network.isDown = false;
    it.network.setConnection({
      state: "connected",
      peer: "again",
      transport: "websocket",
      failed: [],
    });
    await it.clock.advance(0);
    expect(it.host.view().height).toBe(6n);
  });
});

describe("[HO3] sending", () => {
  test("one lane, kept by the store, and rising nonces of the clock", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "reveal"));
    const again = await it.restart();
    await again.host.start();
    await again.until(phaseIs(again, "work"));
    const all = it.network.taken;
    expect(new Set(all.map(({ lane }) => lane)).size).toBe(1);
    expect(all[0]?.nonce).toBe(1_700_000_000_000_000n);
    for (const [i, { nonce }] of all.slice(1).entries())
      expect(nonce).toBeGreaterThan(all[i]?.nonce as bigint);
  });

  test("a clock set back across a restart is made up for", async () => {
    const it = await createJoinedScene();
    await it.until(() => taken(it, "commit").length === 1);
    const again = await it.restart(-3_600_000);
    await again.host.start();
    await again.until(phaseIs(again, "work"));
    expect(again.network.entry(0n)?.status).toBe("valid");
    expect(again.texts().join()).not.toContain("Refused");
  });

  test("what no block took is sent again after three blocks, and not before", async () => {
    const it = createScene();
    it.network.losesTransactions = true;
    await it.host.start();
    await it.clock.advance(2000);
    expect(it.network.submittedAt).toEqual([0n, 3n]);
    it.network.losesTransactions = false;
    await it.clock.advance(2500);
    expect(taken(it, "register")).toHaveLength(1);
  });

  test("what a block refused is told in the ledger's words", async () => {
    const it = createScene();
    it.network.refuses = "too-many";
    await it.host.start();
    await it.clock.advance(3000);
    expect(it.texts()).toContain(
      "Refused register: The sender has already had its share of this block",
    );
    expect(it.host.view().registered).toBe(true);
  });
});

describe("[HO4] a Host stays live", () => {
  test("it registers once, shows two heartbeats, then one each 30 blocks", async () => {
    const it = createScene();
    await it.host.start();
    await it.clock.advance(55_000);
    expect(taken(it, "register")).toHaveLength(1);
    const heights = taken(it, "heartbeat").map(({ height }) => Number(height));
    expect(heights.length).toBe(5);
    expect((heights[1] as number) - (heights[0] as number)).toBeLessThanOrEqual(3);
    for (const [i, height] of heights.slice(2).entries())
      expect(height - (heights[i + 1] as number)).toBe(31); // the block that takes it comes after the 30th
  });

  test("another process of the key does not double them", async () => {
    const it = createScene();
    await it.host.start();
    await it.clock.advance(5000);
    const second = await it.restart();
    await second.host.start();
    await it.clock.advance(5000);
    expect(taken(it, "register")).toHaveLength(1);
    expect(taken(it, "heartbeat")).toHaveLength(2);
  });
});

test("[HO12] the view is replaced whole, and keeps the last 50 events", async () => {
  const it = await createJoinedScene();
  const views: HostView[] = [];
  const end = it.host.onView((view) => views.push(view));
  await it.until(phaseIs(it, "work"));
  end();
  const seen = views.length;
  expect(new Set(views).size).toBe(seen);
  expect(structuredClone(it.host.view())).toEqual(it.host.view());
  await it.clock.advance(300_000);
  expect(views.length).toBe(seen);
  const { log, hostId } = it.host.view();
  expect(log).toHaveLength(50);
  expect(log.at(-1)?.height).toBeGreaterThan(log[0]?.height as bigint);
  expect(hostId).toHaveLength(2 * testKey.length);
}, 60_000);
