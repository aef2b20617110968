import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasOther } from "./key-guard.ts";
import { blankMarks } from "./key-marks.ts";
import { createTestStore } from "./test-ports.ts";
import { createJoinedScene, createScene, phaseIs, type Scene, taken } from "./test-scene.ts";

const sent = ({ network }: Scene) => network.taken.length;
const signsElsewhere = ({ host }: Scene) => host.view().elsewhere !== undefined;

describe("[HO21] a key that signs on another machine", () => {
  test("a second Host of the same key signs nothing, says so with the block, and looks on", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2500);
    const { height } = taken(first, "heartbeat").at(-1) ?? { height: 0n };
    const second = first.elsewhere();
    second.host.join();
    await second.host.start();
    await second.clock.advance(100);
    expect(second.host.view().elsewhere).toEqual({ height, freeHeight: height + 100n });
    await first.until(phaseIs(first, "work"));
    expect(second.compute.tried).toEqual([]);
    expect(second.host.view()).toMatchObject({ registered: true, cycle: { cycle: 0n } });
    expect(signsElsewhere(first)).toBe(false);
    expect(new Set(first.network.taken.map(({ lane }) => lane)).size).toBe(1);
    expect(first.network.entry(0n)?.status).toBe("valid");
  });

  test("it goes on by itself when the other has been silent for 100 blocks, and not before", async () => {
    const first = await createJoinedScene();
    await first.until(phaseIs(first, "work"));
    await first.stop();
    await first.clock.advance(1500);
    const last = first.network.taken.at(-1)?.height as bigint;
    const second = first.elsewhere();
    second.host.join();
    await second.host.start();
    await second.clock.advance(100);
    const { height, freeHeight } = second.host.view().elsewhere ?? expect.unreachable();
    expect(height).toBeLessThanOrEqual(last);
    const before = sent(first);
    while (second.network.height() < freeHeight - 1n) await second.clock.advance(500);
    expect(sent(first)).toBe(before);
    await second.clock.advance(2000);
    expect(signsElsewhere(second)).toBe(false);
    expect(sent(first)).toBeGreaterThan(before);
  });

  test("a person who stopped the other one takes over at once", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2500);
    await first.stop();
    const second = first.elsewhere();
    second.host.join();
    await second.host.start();
    await second.clock.advance(100);
    expect(signsElsewhere(second)).toBe(true);
    second.host.takeOver();
    await second.clock.advance(100);
    expect(signsElsewhere(second)).toBe(false);
    await second.until(phaseIs(second, "work"));
    expect(second.network.entry(0n)?.status).toBe("valid");
  });

  test("to take over may be asked before the start", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2500);
    await first.stop();
    const second = first.elsewhere();
    second.host.takeOver();
    await second.host.start();
    await second.clock.advance(100);
    expect(signsElsewhere(second)).toBe(false);
  });

  test("one that is taken over from, and still runs, stops signing and computing", async () => {
    const first = await createJoinedScene();
    await first.until(() => taken(first, "commit").length > 0);
    const second = first.elsewhere();
    second.host.join();
    await second.host.start();
    await second.clock.advance(100);
    second.host.takeOver();
    await first.until(() => signsElsewhere(first));
    expect(first.texts().at(-1)).toMatch(
      /^This key signs on another machine: block \d+ took what this one did not send\./,
    );
    await first.clock.advance(200);
    const lanes = () => first.network.taken.map(({ lane }) => lane);
    const own = lanes()[0];
    const [before, tried] = [
      lanes().filter((lane) => lane === own).length,
      first.compute.tried.length,
    ];
    await first.until(phaseIs(first, "work"));
    expect(lanes().filter((lane) => lane === own)).toHaveLength(before);
    expect(first.compute.tried.length).toBe(tried);
    expect(signsElsewhere(second)).toBe(false);
    const { freeHeight, height } = first.host.view().elsewhere ?? expect.unreachable();
    expect(freeHeight - height).toBeGreaterThanOrEqual(100n);
    expect(freeHeight - height).toBeLessThan(132n);
  });

  test("two that start at once on a new key end with one of them", async () => {
    const first = createScene();
    const second = first.elsewhere();
    await first.host.start();
    await second.host.start();
    await first.clock.advance(3000);
    expect([signsElsewhere(first), signsElsewhere(second)]).toEqual([true, true]);
    await first.clock.advance(90_000);
    expect([signsElsewhere(first), signsElsewhere(second)].sort()).toEqual([false, true]);
  });

  test("a store that was copied is told from its original", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2000);
    const copy = createTestStore();
    for (const [name, value] of first.store.values) copy.values.set(name, value);
    await first.until(() => taken(first, "commit").length > 1);
    const second = first.elsewhere(copy);
    await second.host.start();
    await second.clock.advance(100);
    expect(signsElsewhere(second)).toBe(true);
  });

  test("on another network it is asked anew", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2500);
    await first.stop();
    const onOther = async (isLive: boolean): Promise<Scene> => {
      const other = createScene(isLive ? 9 : 1);
      other.network.genesis = { ...other.network.genesis, timeMs: 5n };
      if (isLive) await other.host.start();
      await other.clock.advance(2500);
      const there = other.elsewhere(first.store);
      await there.host.start();
      await there.clock.advance(2500);
      return there;
    };
    const free = await onOther(false);
    expect(signsElsewhere(free)).toBe(false);
    expect(taken(free, "register")).toHaveLength(1);
    expect(signsElsewhere(await onOther(true))).toBe(true);
  });
});

describe("[HO22] what a Host means to send is kept before it is sent", () => {
  test("nothing is sent while the store refuses", async () => {
    const it = createScene();
    it.store.onSet = (name) => {
      if (name === "key-marks") throw new Error("disk full");
    };
    await it.host.start();
    await it.clock.advance(3000);
    expect(it.network.submittedAt).toEqual([]);
    expect(it.texts()).toContain("disk full");
  });

  test("a Host that crashed and starts again within seconds is not held up", async () => {
    for (let ms = 100; ms < 9000; ms += 700) {
      const it = await createJoinedScene();
      await it.clock.advance(ms);
      const again = await it.restart();
      await again.host.start();
      await again.until(phaseIs(again, "work"));
      expect(signsElsewhere(again)).toBe(false);
      expect(again.texts().join()).not.toContain("another machine");
    }
  }, 60_000);

  test("nor one whose transaction a block took after the crash", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.network.submittedAt.length === 1);
    const again = await it.restart();
    expect(it.network.taken).toHaveLength(1);
    await again.host.start();
    await again.clock.advance(2000);
    expect(signsElsewhere(again)).toBe(false);
  });

  test("who is held up stays so through a restart", async () => {
    const first = await createJoinedScene();
    await first.clock.advance(2500);
    await first.stop();
    const second = first.elsewhere();
    await second.host.start();
    await second.clock.advance(600);
    const again = await second.restart();
    await again.host.start();
    await again.clock.advance(600);
    expect(signsElsewhere(again)).toBe(true);
  });

  test("only a nonce that rose and was not meant to be sent is another machine's", () => {
    const nonce = fc.bigInt({ min: 1n, max: 1n << 60n });
    const lane = fc.integer({ min: 0, max: 255 });
    const blank = blankMarks(new Uint8Array(32), new Uint8Array(32));
    fc.assert(
      fc.property(
        fc.array(nonce, { minLength: 1 }),
        nonce,
        lane,
        lane,
        (intents, rose, own, at) => {
          const marks = { ...blank, intents };
          for (const intent of intents)
            expect(hasOther(marks, [{ lane: own, nonce: intent }], own)).toBe(false);
          const lanes = [{ lane: at, nonce: rose }];
          expect(hasOther(marks, lanes, own)).toBe(!(at === own && intents.includes(rose)));
          expect(hasOther({ ...marks, lanes }, lanes, own)).toBe(false);
        },
      ),
    );
  });
});
