import type { HostView, MissedTime, SprintRecord } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import { decodeAlive, encodeAlive } from "./alive-mark.ts";
import { type AwayEntry, addEntry, markOf, missedSince, stoodStill } from "./away-rule.ts";
import { describeEntry, describeMissed, describeSettled } from "./away-words.ts";

const hostId = "ab".repeat(32);
const stretch: MissedTime = { cycle: 7n, reason: "closed", fromMs: 2000, toMs: 14_000, share: 0.4 };
const whole = (cycle: bigint): MissedTime => ({ ...stretch, cycle, share: 1 });

describe("what was missed", () => {
  test("a stretch of a Sprint is told with its cost, whole Sprints in one sentence", () => {
    expect(describeMissed([stretch, whole(8n), whole(9n), whole(11n)])).toEqual([
      "Missed 12 s of the Sprint of cycle 7, 40 % of the time that counts: this page was closed.",
      "Missed the Sprints of cycles 8 to 9: this page was closed.",
      "Missed the Sprint of cycle 11: this page was closed.",
    ]);
  });

  test("a stretch of a few seconds keeps its tenths", () => {
    expect(describeMissed([{ ...stretch, toMs: 3440 }])[0]).toContain("Missed 1.4 s of");
    expect(describeMissed([{ ...stretch, toMs: 11_960 }])[0]).toContain("Missed 10 s of");
  });

  test("whole Sprints missed for other reasons stand apart", () => {
    expect(describeMissed([whole(8n), { ...whole(9n), reason: "asleep" }])).toHaveLength(2);
  });

  test("what a person did themselves is no news, nor what was read", () => {
    const paused: MissedTime = { ...stretch, reason: "paused" };
    const view: Pick<HostView, "hostId" | "missed"> = { hostId, missed: [stretch, paused] };
    expect(missedSince(view, undefined)).toEqual([stretch]);
    expect(missedSince(view, markOf(view))).toEqual([]);
    expect(missedSince(view, { hostId, cycle: 7n, toMs: 13_999 })).toEqual([stretch]);
    expect(missedSince(view, { hostId, cycle: 6n, toMs: 99_000 })).toEqual([stretch]);
  });

  test("what another Host's person has read says nothing of this one's", () => {
    const mark = { hostId: "cd".repeat(32), cycle: 99n, toMs: 0 };
    expect(missedSince({ hostId, missed: [stretch] }, mark)).toEqual([stretch]);
  });
});

describe("what happened", () => {
  const loss: Extract<AwayEntry, { kind: "connection" }> = {
    kind: "connection",
    fromMs: 0,
    toMs: 12_000,
    reason: "the stream was reset",
    wasRunning: true,
    stoodStill: true,
  };

  test("a lost connection says whether the node was gone and whether the machine computed on", () => {
    expect(describeEntry(loss)).toContain(
      "no connection to the node for 12 s (the stream was reset). The ledger stood still meanwhile, so the node itself was gone. This machine computed on, and what it found is kept.",
    );
    const idle = describeEntry({ ...loss, wasRunning: false, stoodStill: false });
    expect(idle).toMatch(/reset\)\.$/);
  });

  test.each([
    [0, 3900, true],
    [9, 10_000, true],
    [10, 10_000, false],
    // Too short to tell.
    [0, 1999, false],
  ])(
    "of %i blocks in %i ms, at 500 ms a block, the ledger stood still: %s",
    (blocks, ms, still) => {
      expect(stoodStill(blocks, ms, 500)).toBe(still);
    },
  );

  test("a failed device says what computes now", () => {
    const device = { kind: "device", fromMs: 0, reason: "Unplugged." } as const;
    expect(describeEntry({ ...device, now: "wasm" })).toContain(
      "the GPU failed (Unplugged). WebAssembly took over",
    );
    expect(describeEntry({ ...device, now: "webgpu" })).toContain("opened anew");
  });

  test("only the last six are kept", () => {
    let entries: readonly AwayEntry[] = [];
    for (let i = 0; i < 9; i++) entries = addEntry(entries, { ...loss, fromMs: i });
    expect(entries.map(({ fromMs }) => fromMs)).toEqual([3, 4, 5, 6, 7, 8]);
  });

  test("Sprints that were settled since are counted, the last one with its weight", () => {
    const record = (cycle: bigint, weight: bigint) => ({ cycle, weight }) as SprintRecord;
    expect(describeSettled([])).toBeUndefined();
    expect(describeSettled([record(4n, 1200n)])).toBe(
      "The Sprint of cycle 4 has been settled since: weight 1,200.",
    );
    expect(describeSettled([record(4n, 1n), record(6n, 2n)])).toMatch(/^2 Sprints .* cycle 6/);
  });
});

describe("the mark of the last visit", () => {
  test("comes back as it was written", () => {
    const mark = { atMs: 1_700_000_000_000, hostId, inSprint: true, settled: -1n };
    expect(decodeAlive(encodeAlive(mark))).toEqual(mark);
  });

  test.each(["", "null", '{"atMs":1}', "[]"])("%j is none", (text) => {
    expect(decodeAlive(text)).toBeUndefined();
  });
});
