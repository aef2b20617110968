import { describe, expect, test } from "vitest";
import { createJoinedScene, createScene, phaseIs, type Scene, taken } from "./test-scene.ts";

/** A joined Host that has tried a few batches. */
async function computing(): Promise<Scene> {
  const it = await createJoinedScene();
  await it.until(() => it.compute.tried.length >= 80);
  return it;
}

describe("[HO14] pausing", () => {
  test("ends computing after the batch under way, commits what was found and stays joined", async () => {
    const it = await computing();
    it.host.pause();
    await it.clock.advance(1000);
    const tried = it.compute.tried.length;
    expect(it.host.view()).toMatchObject({ joined: true, paused: true });
    expect(it.network.entry(0n)?.count).toBe(it.host.view().sprint?.confirmed);
    await it.until(phaseIs(it, "work"));
    expect(it.compute.tried.length).toBe(tried);
    expect(it.network.entry(0n)?.status).toBe("valid");
  });

  test("who resumes goes on where it was, in the same Sprint", async () => {
    const it = await computing();
    it.host.pause();
    await it.clock.advance(500);
    const before = it.compute.tried.length;
    it.host.resume();
    await it.until(phaseIs(it, "reveal"));
    const { tried } = it.compute;
    expect(tried[before]).toBe((tried[before - 1] as bigint) + 1n);
    expect(it.host.view().paused).toBe(false);
  });

  test("holds through a restart, and no Sprint begins meanwhile", async () => {
    const it = await createJoinedScene();
    it.host.pause();
    await it.clock.advance(200);
    const again = await it.restart();
    await again.host.start();
    await again.until(phaseIs(again, "work"));
    expect(again.host.view()).toMatchObject({ joined: true, paused: true, sprint: undefined });
    expect(again.compute.tried).toEqual([]);
  });
});

describe("[HO15] finishing", () => {
  test("computes the Sprint to its end, sees it settled, then is not joined", async () => {
    const it = await computing();
    const whole = await computing();
    it.host.finish();
    await it.until(phaseIs(it, "audit"));
    await whole.until(phaseIs(whole, "audit"));
    expect(it.host.view()).toMatchObject({ joined: true, finishing: true });
    expect(it.compute.tried.length).toBe(whole.compute.tried.length);
    await it.until(() => !it.host.view().joined);
    expect(it.host.view()).toMatchObject({ finishing: false, sprint: { step: "settled" } });
    expect(it.network.entry(0n)?.status).toBe("valid");
    const tried = it.compute.tried.length;
    await it.clock.advance(35_000);
    expect(it.compute.tried.length).toBe(tried);
  });

  test("between Sprints it leaves at once", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "open"));
    it.host.finish();
    await it.clock.advance(500);
    expect(it.host.view()).toMatchObject({ joined: false, finishing: false });
    expect(it.compute.tried).toEqual([]);
  });

  test("holds through a restart", async () => {
    const it = await computing();
    await it.until(() => taken(it, "commit").length > 0);
    it.host.finish();
    await it.clock.advance(100);
    const again = await it.restart();
    await again.host.start();
    await again.clock.advance(100);
    expect(again.host.view()).toMatchObject({ joined: true, finishing: true });
    await again.until(() => !again.host.view().joined);
    expect(again.network.entry(0n)?.status).toBe("valid");
    expect(again.host.view().sprint?.step).toBe("settled");
  });

  test("whose cycle is over at the restart has left", async () => {
    const it = await computing();
    it.host.finish();
    await it.clock.advance(100);
    const again = await it.restart();
    await it.clock.advance(60_000);
    await again.host.start();
    await again.clock.advance(1000);
    expect(again.host.view()).toMatchObject({ joined: false, finishing: false });
  });

  test("to join again takes it back, to pause keeps it, and who has not joined finishes nothing", async () => {
    const it = await computing();
    it.host.finish();
    it.host.pause();
    expect(it.host.view()).toMatchObject({ finishing: true, paused: true });
    it.host.join();
    expect(it.host.view()).toMatchObject({ joined: true, finishing: false });
    const other = createScene();
    other.host.finish();
    expect(other.host.view().finishing).toBe(false);
  });
});

describe("[HO16] the throttle of a Host", () => {
  test("half of the time gives half of the nonces, and is kept", async () => {
    const whole = await createJoinedScene();
    const half = await createJoinedScene();
    half.host.setThrottle(0.5);
    await whole.until(phaseIs(whole, "reveal"));
    await half.until(phaseIs(half, "reveal"));
    const share = half.compute.tried.length / whole.compute.tried.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    const again = await half.restart();
    expect(again.host.view().throttle).toBe(1);
    await again.host.start();
    expect(again.host.view().throttle).toBe(0.5);
  });

  test.each([0, 0.09, 1.01, Number.NaN])("%d is no share", (share) => {
    const { host } = createScene();
    expect(() => host.setThrottle(share)).toThrow(`Expected a share from 0.1 to 1, found ${share}`);
    expect(host.view().throttle).toBe(1);
  });

  test.each([0.1, 1])("%d is one", (share) => {
    const { host } = createScene();
    host.setThrottle(share);
    expect(host.view().throttle).toBe(share);
  });
});

test("[HO10] [HO14] what was asked before the start goes before what was asked in an earlier run", async () => {
  const it = await createJoinedScene();
  it.host.pause();
  it.host.setThrottle(0.3);
  await it.clock.advance(100);
  const again = await it.restart();
  again.host.resume();
  await again.clock.advance(100);
  await again.host.start();
  expect(again.host.view()).toMatchObject({ joined: true, paused: false, throttle: 0.3 });
  const third = await again.restart();
  await third.host.start();
  expect(third.host.view()).toMatchObject({ joined: true, paused: false, throttle: 0.3 });
});
