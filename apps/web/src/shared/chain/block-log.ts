// The blocks that a list shows: a run of neighbours, newest first and of bounded length. It follows the ledger's head
// until the reader pages back further than is kept; then it stays where the reader is.

import type { BlockLine } from "./block-line.ts";

export interface BlockLog {
  /** Without gaps, by falling height. */
  readonly lines: readonly BlockLine[];
  /** The ledger's last block; 0 before it is known. */
  readonly head: bigint;
  /** Down to which height the list is to reach. */
  readonly goal: bigint;
  /** Whether new blocks are put in front. */
  readonly follows: boolean;
  /** The lowest block that the node has. */
  readonly floor: bigint;
}

/** Blocks that are read at a time. */
export const pageBlocks = 50n;
/** Most blocks that are kept. */
export const mostLines = 400;

export const emptyLog: BlockLog = { lines: [], head: 0n, goal: 0n, follows: true, floor: 1n };

/** The ledger has grown to this height, or is seen again at it after a break. */
export function seeHead(log: BlockLog, head: bigint): BlockLog {
  if (head <= log.head) return log;
  const next = { ...log, head };
  const newest = log.lines[0]?.height;
  // Too far behind to catch up block by block: begin anew at the head.
  const isFar = log.follows && (newest === undefined || head - newest > pageBlocks);
  return isFar ? { ...next, lines: [], goal: lowest(head - pageBlocks + 1n, log) } : next;
}

/** The heights to ask for next, at most `most`: new ones first, then those the reader paged back to. */
export function wanted({ lines, head, goal, follows }: BlockLog, most: number): bigint[] {
  const newest = lines[0]?.height;
  const oldest = lines.at(-1)?.height;
  if (newest === undefined || oldest === undefined) return span(head, -1n, goal, most);
  if (follows && newest < head) return span(newest + 1n, 1n, head, most);
  return span(oldest - 1n, -1n, goal, most);
}

/** Takes a block at either end of the run; one that does not fit there is left out. */
export function addLine(log: BlockLog, line: BlockLine): BlockLog {
  const { lines } = log;
  const newest = lines[0]?.height;
  const oldest = lines.at(-1)?.height;
  if (newest === undefined || oldest === undefined) {
    const isNear = line.height >= log.goal && line.height <= log.head;
    return isNear ? { ...log, lines: [line] } : log;
  }
  if (log.follows && line.height === newest + 1n) {
    const kept = [line, ...lines].slice(0, mostLines);
    // What fell off at the end is not read again of itself.
    const last = kept.at(-1)?.height ?? line.height;
    return { ...log, lines: kept, goal: kept.length === mostLines ? last : log.goal };
  }
  if (line.height !== oldest - 1n) return log;
  const kept = [...lines, line];
  if (kept.length <= mostLines) return { ...log, lines: kept };
  return { ...log, lines: kept.slice(-mostLines), follows: false };
}

/** The node does not have this block: the list ends above it, or below it where it was the next to come. */
export function missBlock(log: BlockLog, height: bigint): BlockLog {
  const newest = log.lines[0]?.height;
  if (newest === undefined || height > newest) return { ...log, head: height - 1n };
  const floor = height + 1n;
  return { ...log, floor, goal: lowest(log.goal, { floor }) };
}

export function pageBack(log: BlockLog): BlockLog {
  const oldest = log.lines.at(-1)?.height;
  if (oldest === undefined) return log;
  const hasRoom = log.lines.length + Number(pageBlocks) <= mostLines;
  return { ...log, goal: lowest(oldest - pageBlocks, log), follows: log.follows && hasRoom };
}

/** Leaves the list as it is while one reads. */
export function hold(log: BlockLog): BlockLog {
  return { ...log, follows: false };
}

/** Back to the head, and along with it. */
export function follow(log: BlockLog): BlockLog {
  return seeHead({ ...log, follows: true, head: 0n }, log.head);
}

export function hasEarlier({ lines, floor }: BlockLog): boolean {
  const oldest = lines.at(-1)?.height;
  return oldest !== undefined && oldest > floor;
}

/** Blocks of the ledger that came after the newest one shown. */
export function newerBlocks({ lines, head }: BlockLog): bigint {
  const newest = lines[0]?.height;
  return newest === undefined ? 0n : head - newest;
}

function lowest(height: bigint, { floor }: Pick<BlockLog, "floor">): bigint {
  return height > floor ? height : floor;
}

function span(from: bigint, step: 1n | -1n, to: bigint, most: number): bigint[] {
  const heights: bigint[] = [];
  for (let at = from; heights.length < most && (step > 0n ? at <= to : at >= to); at += step)
    if (at > 0n) heights.push(at);
    else break;
  return heights;
}
