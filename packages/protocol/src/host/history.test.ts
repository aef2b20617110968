import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sprintStatuses } from "../rules/chain/index.ts";
import { missReasons } from "./coverage.ts";
import { blankRecord, historyCodec, maxRecords, missedOf, putRecord } from "./history.ts";
import type { SprintRecord } from "./index.ts";
import { createJoinedScene, phaseIs, type Scene } from "./test-scene.ts";

const history = ({ host }: Scene): readonly SprintRecord[] => host.view().history ?? [];

describe("[HO19] the key's Sprints", () => {
  test("each has what was tried, found, committed, judged and given", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(62_000);
    expect(history(it).map(({ cycle }) => cycle)).toEqual([0n, 1n]);
    const record = history(it)[0] ?? expect.unreachable();
    const entry = it.network.entry(0n) ?? expect.unreachable();
    const { count, level, commitHeight, revealHeight, judgedHeight, weight } = entry;
    expect(record).toMatchObject({
      status: "valid",
      found: record.confirmed,
      confirmed: count,
      reason: undefined,
      total: 1n, // the test chain's summary
      missedShare: 0,
      missed: [],
      refused: [],
      ...{ count, level, commitHeight, revealHeight, judgedHeight, weight },
    });
    expect(record.tried).toBeGreaterThan(record.found);
    expect(record.settledHeight).toBeGreaterThan(judgedHeight);
  });

  test("they survive a crash", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(31_000);
    const before = history(it);
    const again = await it.restart();
    await again.host.start();
    await again.clock.advance(100);
    expect(before).toHaveLength(1);
    expect(history(again)).toEqual(before);
  });

  test("what has become of a Sprint while the Host was away is asked of the ledger", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "secondOpen"));
    const again = await it.restart();
    expect(history(it)[0]?.status).toBe("revealed");
    await again.clock.advance(25_000);
    await again.host.start();
    await again.clock.advance(100);
    expect(history(again)[0]).toMatchObject({
      status: "valid",
      weight: it.network.entry(0n)?.weight,
    });
  });

  test("what was missed and what was refused is kept with them", async () => {
    const it = await createJoinedScene();
    await it.until(() => it.compute.tried.length > 16);
    it.network.refuses = "sprint-full";
    await it.clock.advance(500);
    it.host.pause();
    await it.clock.advance(1500);
    it.host.resume();
    await it.until(phaseIs(it, "work"));
    const record = history(it)[0] ?? expect.unreachable();
    expect(record.refused).toMatchObject([{ code: "sprint-full", by: "block" }]);
    expect(record.missed).toMatchObject([{ reason: "paused" }]);
    expect(record.missedShare).toBe(record.missed[0]?.share);
    const again = await it.restart();
    await again.host.start();
    await again.clock.advance(100);
    expect(history(again)[0]?.refused).toEqual(record.refused);
    expect(history(again)[0]?.missed[0]?.share).toBeCloseTo(record.missedShare, 3);
  });

  test("those of another network or key are not shown", async () => {
    const it = await createJoinedScene();
    await it.clock.advance(31_000);
    for (const at of [0, 32]) {
      const again = await it.restart();
      const bytes = again.store.values.get("history") ?? expect.unreachable();
      again.store.values.delete("sprint"); // or it would be taken up
      expect(history(it)[0]?.cycle).toBe(0n);
      bytes.set(new Uint8Array(32).fill(9), 1 + at);
      await again.host.start();
      await again.clock.advance(100);
      expect(history(again).map(({ cycle }) => cycle)).not.toContain(0n);
      await again.stop();
    }
  });
});

describe("[HO19] the record", () => {
  const count = fc.integer({ min: 0, max: 65_535 });
  const big = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
  const text = fc.string({ maxLength: 60 });
  const gap = fc
    .tuple(fc.constantFrom(...missReasons), count, fc.integer({ min: 1, max: 60_000 }))
    .map(([reason, fromMs, ms]) => ({ reason, fromMs, toMs: fromMs + ms }));
  const refused = fc.record({
    kind: fc.constantFrom("commit", "reveal", "proof" as const),
    by: fc.constantFrom("node" as const, "block" as const),
    code: text,
    text,
    height: big,
  });
  const anyRecord = fc
    .record({
      cycle: fc.bigInt({ min: 0n, max: 300n }),
      gaps: fc.array(gap, { maxLength: 16 }),
      windowMs: fc.integer({ min: 1, max: 600_000 }),
      status: fc.constantFrom("none" as const, ...sprintStatuses),
      reason: fc.option(
        text.filter((said) => said !== ""),
        { nil: undefined },
      ),
      refused: fc.array(refused, { maxLength: 16 }),
      weight: big,
      tried: big,
      count,
    })
    .map(({ gaps, windowMs, ...rest }) => ({
      ...blankRecord(rest.cycle),
      ...rest,
      ...missedOf(rest.cycle, gaps, windowMs),
    }));

  test("is read as it was written", () => {
    const whose = { chainId: new Uint8Array(32).fill(1), key: new Uint8Array(32).fill(2) };
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), (records) => {
        const bytes = historyCodec.encode({ ...whose, records });
        expect(historyCodec.decode(bytes)).toEqual({ ...whose, records });
      }),
    );
  });

  test("cycles ascend, each once, and of more than 128 the oldest goes", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 200 }), (all) => {
        const records = all.reduce<readonly SprintRecord[]>(putRecord, []);
        const cycles = records.map(({ cycle }) => cycle);
        expect(cycles).toEqual([...new Set(cycles)].sort((a, b) => Number(a - b)));
        expect(cycles.length).toBe(Math.min(maxRecords, new Set(all.map((r) => r.cycle)).size));
        const last = all.at(-1);
        if (last && cycles.length < maxRecords) expect(records).toContain(last);
      }),
      { numRuns: 30 },
    );
  });
});
