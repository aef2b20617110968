import type { SprintSummary } from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import type { BlockLine } from "./block-line.ts";
import { type ChainCycles, type CycleFacts, cycleOf, cycleStart, placeBlocks } from "./moments.ts";

// The preset `test`: blocks of 500 ms; deal 4, open 2, Sprint 5 s or 14 blocks, reveal 6, draw 2, audit 16, of 60.
// Worked by hand for cycle 1, which begins with block 61: dealt 61-64, R opened in 65, so the Sprint's clock starts
// at 65 and its last block is 75; reveals 76-81, R' opened in 82, audit 83-98, work 99-120.
const params = presets.test.cycle;
const summary = { cycle: 1n, outcome: "settled", height: 98n } as SprintSummary;

const line = (height: bigint): BlockLine => ({
  ...{ height, timeMs: Number(height) * 500, proposer: "", txs: 0 },
  ...{ taken: {}, refused: 0, own: 0 },
  opened: height === 65n ? [0] : height === 82n ? [1] : [],
});
const run = (from: bigint, to: bigint) =>
  Array.from({ length: Number(from - to) + 1 }, (_, i) => line(from - BigInt(i)));
const chain = (facts?: CycleFacts): ChainCycles => ({
  params,
  anchor: { cycle: 3n, cycleStartHeight: 181n },
  facts: new Map(facts ? [[1n, facts]] : []),
});
const phasesOf = (lines: BlockLine[], facts?: CycleFacts) =>
  Object.fromEntries(
    placeBlocks(lines, chain(facts)).map(({ phase }, i) => [Number(lines[i]?.height), phase]),
  );

test("[LD9] a cycle begins every 60 blocks, before and after the known one", () => {
  expect([1n, 60n, 61n, 120n, 181n, 241n].map((height) => cycleOf(height, chain()))).toEqual([
    ...[0n, 0n, 1n, 1n, 3n, 4n],
  ]);
  expect(cycleStart(1n, chain())).toBe(61n);
});

describe("[LD9] phases", () => {
  test("of a whole cycle, read from its blocks alone", () => {
    const phases = phasesOf(run(98n, 60n));
    const last = { 61: "deal", 64: "deal", 65: "open", 66: "sprint", 75: "sprint", 76: "reveal" };
    expect(phases).toMatchObject(last);
    expect(phases).toMatchObject({ 81: "reveal", 82: "secondOpen", 83: "audit", 98: "audit" });
    expect(phasesOf(run(99n, 60n))).toMatchObject({ 99: "work" });
  });

  test("without the blocks before, from the ledger's records", () => {
    const records = { gun: { height: 65n, timeMs: 32_500 }, drawHeight: 82n, summary };
    expect(phasesOf(run(74n, 70n), records)).toMatchObject({ 70: "sprint", 74: "sprint" });
    expect(phasesOf(run(110n, 83n), records)).toMatchObject({
      83: "audit",
      98: "audit",
      99: "work",
    });
  });

  test("with the Sprint's end looked up, where its blocks are not at hand", () => {
    const records = { gun: { height: 65n, timeMs: 32_500 }, sprintEnd: 75n, drawHeight: 82n };
    expect(phasesOf(run(81n, 75n), records)).toMatchObject({ 75: "sprint", 76: "reveal" });
    expect(phasesOf(run(81n, 77n), records)).toMatchObject({ 77: "reveal", 81: "reveal" });
  });

  test("are left open where nothing at hand tells", () => {
    expect(phasesOf(run(80n, 77n))).toMatchObject({ 77: undefined, 80: undefined });
    // The first block at hand is past the Sprint's clock, but the reveal may have begun long before.
    const gun = { height: 65n, timeMs: 32_500 };
    expect(phasesOf(run(80n, 77n), { gun })).toMatchObject({ 77: undefined, 80: undefined });
    expect(phasesOf(run(80n, 75n), { gun })).toMatchObject({ 75: undefined });
    expect(phasesOf(run(80n, 74n), { gun })).toMatchObject({
      74: "sprint",
      75: "sprint",
      76: "reveal",
    });
  });

  test("of a cycle that failed: all after its end is work", () => {
    const failed = { ...summary, outcome: "not-dealt", height: 64n } as const;
    expect(phasesOf(run(70n, 61n), { summary: failed })).toMatchObject({ 64: "deal", 65: "work" });
  });
});

test("[LD10] the Sprint ends with the first block past its clock, or with its last block", () => {
  const at = (kind: string, lines: BlockLine[], facts?: CycleFacts) => {
    const places = placeBlocks(lines, chain(facts));
    return lines
      .filter((_, i) => places[i]?.moments.some((moment) => moment.kind === kind))
      .map(({ height }) => height);
  };
  expect(at("sprint-ended", run(98n, 61n))).toEqual([75n]);
  // Blocks of 100 ms: 14 blocks are over before 5 s are.
  const quick = run(98n, 61n).map((each) => ({ ...each, timeMs: Number(each.height) * 100 }));
  expect(at("sprint-ended", quick)).toEqual([79n]);
  expect(at("gun", run(98n, 61n))).toEqual([65n]);
  expect(at("draw", run(98n, 61n))).toEqual([82n]);
  expect(at("settled", run(98n, 61n), { summary })).toEqual([98n]);
});
