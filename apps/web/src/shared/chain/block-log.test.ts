import { describe, expect, test } from "vitest";
import type { BlockLine } from "./block-line.ts";
import {
  addLine,
  type BlockLog,
  emptyLog,
  follow,
  hasEarlier,
  hold,
  missBlock,
  mostLines,
  newerBlocks,
  pageBack,
  seeHead,
  wanted,
} from "./block-log.ts";

const line = (height: bigint): BlockLine => ({
  ...{ height, timeMs: Number(height) * 500, proposer: "", txs: 0 },
  ...{ taken: {}, refused: 0, own: 0, opened: [] },
});

/** Reads all that the log wants, `atOnce` at a time. */
function readAll(log: BlockLog, atOnce = 4): BlockLog {
  let now = log;
  for (let next = wanted(now, atOnce); next.length > 0; next = wanted(now, atOnce))
    for (const height of next) now = addLine(now, line(height));
  return now;
}

const heights = ({ lines }: BlockLog) => lines.map(({ height }) => height);
const run = (from: bigint, to: bigint) =>
  Array.from({ length: Number(from - to) + 1 }, (_, i) => from - BigInt(i));

describe("the list of blocks", () => {
  const log = readAll(seeHead(emptyLog, 120n));

  test("begins with the newest fifty", () => {
    expect(heights(log)).toEqual(run(120n, 71n));
    expect(hasEarlier(log)).toBe(true);
  });

  test("ends at the first block", () => {
    const short = readAll(seeHead(emptyLog, 3n));
    expect(heights(short)).toEqual([3n, 2n, 1n]);
    expect(hasEarlier(short)).toBe(false);
    expect(wanted(pageBack(short), 4)).toEqual([]);
  });

  test("puts new blocks in front, those missed during a break too", () => {
    const late = seeHead(log, 125n);
    expect(wanted(late, 4)).toEqual([121n, 122n, 123n, 124n]);
    expect(heights(readAll(late))).toEqual(run(125n, 71n));
  });

  test("begins anew at the head when it is too far behind", () => {
    expect(heights(readAll(seeHead(log, 171n)))).toEqual(run(171n, 122n));
    expect(heights(readAll(seeHead(log, 170n)))).toEqual(run(170n, 71n));
  });

  test("pages back, and reads what is new first", () => {
    const back = pageBack(log);
    expect(wanted(back, 2)).toEqual([70n, 69n]);
    expect(wanted(seeHead(back, 121n), 2)).toEqual([121n]);
    expect(heights(readAll(back))).toEqual(run(120n, 21n));
    expect(heights(readAll(pageBack(readAll(back))))).toEqual(run(120n, 1n));
  });

  test("never has a gap: an answer that fits nowhere is left out", () => {
    expect(addLine(log, line(69n))).toBe(log);
    expect(addLine(log, line(122n))).toBe(log);
    expect(addLine(seeHead(emptyLog, 900n), line(300n)).lines).toEqual([]);
  });

  test("stays as it is while it is held, counts what is new, and catches up", () => {
    const held = readAll(seeHead(hold(log), 123n));
    expect(heights(held)).toEqual(run(120n, 71n));
    expect(newerBlocks(held)).toBe(3n);
    expect(heights(readAll(follow(held)))).toEqual(run(123n, 71n));
    expect(heights(readAll(follow(seeHead(held, 300n))))).toEqual(run(300n, 251n));
  });

  test("keeps a bounded number: at the head the oldest go, for a reader far back the newest", () => {
    let long = readAll(seeHead(emptyLog, 2000n));
    while (long.lines.length + 50 <= mostLines) long = readAll(pageBack(long));
    const full = long.lines.length;
    expect(long.follows).toBe(true);
    for (let head = 2001n; head < 2100n; head++) long = readAll(seeHead(long, head));
    expect(long.lines).toHaveLength(Math.min(mostLines, full + 99));
    expect(heights(long)[0]).toBe(2099n);
    const back = readAll(pageBack(long));
    expect(back.follows).toBe(false);
    expect(back.lines).toHaveLength(mostLines);
    expect(newerBlocks(back)).toBe(50n);
    expect(heights(back)).toEqual(run(2049n, 2049n - BigInt(mostLines) + 1n));
  });

  test("ends where the node has no block any more", () => {
    const cut = missBlock(pageBack(log), 70n);
    expect(wanted(cut, 4)).toEqual([]);
    expect(hasEarlier(cut)).toBe(false);
  });

  test("waits when the node has not the block it announced", () => {
    const missed = missBlock(seeHead(log, 121n), 121n);
    expect(wanted(missed, 4)).toEqual([]);
    expect(wanted(seeHead(missed, 121n), 4)).toEqual([121n]);
  });
});
