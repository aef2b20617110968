import { describe, expect, test } from "vitest";
import type { BlockLine, BlockPlace } from "#shared/chain/index.ts";
import { groupByPhase, intervalsMs, passes, usualIntervalMs } from "./block-filter.ts";

const line = (height: bigint, more: Partial<BlockLine> = {}): BlockLine => ({
  ...{ height, timeMs: Number(height) * 500, proposer: "", txs: 0 },
  ...{ taken: {}, refused: 0, own: 0, opened: [] },
  ...more,
});
const place = (phase: BlockPlace["phase"], cycle = 1n): BlockPlace => ({
  ...{ cycle, phase },
  moments: [],
});

describe("the filter", () => {
  const quiet = { line: line(1n), place: place("work") };
  const beating = {
    line: line(2n, { txs: 2, taken: { heartbeat: 2 } }),
    place: place("work"),
  };
  const refused = {
    line: line(3n, { txs: 2, taken: { heartbeat: 1 }, refused: 1 }),
    place: undefined,
  };
  const gun = { line: line(4n), place: { ...place("open"), moments: [{ kind: "gun" } as const] } };
  const own = { line: line(5n, { txs: 1, taken: { heartbeat: 1 }, own: 1 }), place: undefined };
  const all = [quiet, beating, refused, gun, own];

  test("shows all, what happened besides heartbeats, or what concerns the own Host", () => {
    expect(all.filter((block) => passes(block, "all"))).toEqual(all);
    expect(all.filter((block) => passes(block, "events"))).toEqual([refused, gun]);
    expect(all.filter((block) => passes(block, "own"))).toEqual([own]);
  });
});

test("blocks are grouped where the phase or the cycle changes", () => {
  const blocks = [
    { line: line(4n), place: place("deal", 2n) },
    { line: line(3n), place: place("work") },
    { line: line(2n), place: place("work") },
    { line: line(1n), place: undefined },
  ];
  const shape = groupByPhase(blocks).map(({ cycle, phase, blocks: { length } }) => [
    ...[cycle, phase, length],
  ]);
  expect(shape).toEqual([
    [2n, "deal", 1],
    [1n, "work", 2],
    [undefined, undefined, 1],
  ]);
});

test("the usual interval is the middle one: a pause does not move it", () => {
  const times = [10_000, 9500, 9000, 4000, 3500];
  const lines = times.map((timeMs, i) => line(BigInt(9 - i), { timeMs }));
  expect(intervalsMs(lines)).toEqual([500, 500, 5000, 500]);
  expect(usualIntervalMs(lines)).toBe(500);
  expect(usualIntervalMs(lines.slice(0, 2))).toBe(undefined);
});
