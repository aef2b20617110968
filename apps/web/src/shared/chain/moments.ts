// What the blocks of a cycle mean: its phases, and the few blocks at which something begins or ends. Read from the
// blocks themselves and from the ledger's records of the cycle, as far as either is there.

import type { CycleRecord, SprintSummary } from "@stadion/protocol/chain";
import type { CycleParams } from "@stadion/protocol/params";
import type { BlockLine } from "./block-line.ts";

type Phase = CycleRecord["phase"];

/** A moment that a block brought. */
export type Moment =
  /** The beacon's value R is open: the Sprint begins with the next block. */
  | { readonly kind: "gun" }
  | { readonly kind: "sprint-ended" }
  /** R' is open: the audit begins with the next block. */
  | { readonly kind: "draw" }
  | { readonly kind: "settled"; readonly summary: SprintSummary };

/** The block that fired a Sprint's starting gun. */
export interface Gun {
  readonly height: bigint;
  readonly timeMs: number;
}

/** What the ledger's records say of one cycle; nothing where they are gone or not yet there. */
export interface CycleFacts {
  readonly gun?: Gun | undefined;
  readonly sprintEnd?: bigint | undefined;
  readonly drawHeight?: bigint | undefined;
  readonly summary?: SprintSummary | undefined;
  /** Whether it lay behind when the records were read, so that they change no more. */
  readonly isOver?: boolean;
}

export interface ChainCycles {
  readonly params: CycleParams;
  /** Some cycle and its first block: all are equally long. */
  readonly anchor: Pick<CycleRecord, "cycle" | "cycleStartHeight">;
  /** By number of the cycle. */
  readonly facts: ReadonlyMap<bigint, CycleFacts>;
}

/** Where a block stands in its cycle, and what it brought. */
export interface BlockPlace {
  readonly cycle: bigint;
  /** `undefined` where neither blocks nor records at hand tell. */
  readonly phase: Phase | undefined;
  readonly moments: readonly Moment[];
}

/** The cycle of a block. */
export function cycleOf(
  height: bigint,
  { params, anchor }: Pick<ChainCycles, "params" | "anchor">,
): bigint {
  const blocks = BigInt(params.cycleBlocks);
  const offset = height - cycleStart(0n, { params, anchor });
  return offset < 0n ? 0n : offset / blocks;
}

/** The first block of a cycle. */
export function cycleStart(
  cycle: bigint,
  { params, anchor }: Pick<ChainCycles, "params" | "anchor">,
): bigint {
  return anchor.cycleStartHeight + (cycle - anchor.cycle) * BigInt(params.cycleBlocks);
}

/**
 * Places each of a run of blocks.
 *
 * @param lines - neighbours, by falling height
 */
export function placeBlocks(lines: readonly BlockLine[], chain: ChainCycles): BlockPlace[] {
  const cycles = new Map<bigint, CycleMarks>();
  const oldest = lines.at(-1)?.height ?? 0n;
  for (const line of lines.toReversed()) {
    const cycle = cycleOf(line.height, chain);
    const marks = cycles.get(cycle) ?? beginMarks(cycle, oldest, chain);
    cycles.set(cycle, addMarks(marks, line, chain.params));
  }
  return lines.map((line) => {
    const cycle = cycleOf(line.height, chain);
    const marks = cycles.get(cycle);
    const phase = marks && phaseOf(line, marks, chain.params);
    return { cycle, phase, moments: marks ? momentsOf(line, marks) : [] };
  });
}

/** What is known of a cycle once its blocks were looked through. */
interface CycleMarks extends CycleFacts {
  readonly start: bigint;
  /** The oldest block at hand. */
  readonly oldest: bigint;
  /** The one that was looked at last. */
  readonly before?: BlockLine | undefined;
}

function beginMarks(cycle: bigint, oldest: bigint, chain: ChainCycles): CycleMarks {
  return { ...chain.facts.get(cycle), start: cycleStart(cycle, chain), oldest };
}

function addMarks(marks: CycleMarks, line: BlockLine, params: CycleParams): CycleMarks {
  const { height, timeMs, opened } = line;
  const next = { ...marks, before: line };
  if (opened.includes(0)) return { ...next, gun: { height, timeMs } };
  if (opened.includes(1)) return { ...next, drawHeight: height };
  const { gun, before, sprintEnd } = marks;
  if (!gun || height <= gun.height || sprintEnd !== undefined) return next;
  const overMs = gun.timeMs + params.sprintMs;
  const isLast = timeMs >= overMs || height === gun.height + BigInt(params.sprintMaxBlocks);
  // The first such block; one whose neighbour is not at hand may be any later one.
  const isFirst = height === gun.height + 1n || (before !== undefined && before.timeMs < overMs);
  return isLast && isFirst ? { ...next, sprintEnd: height } : next;
}

// LD9: what ends each phase.
function phaseOf(
  line: BlockLine,
  { start, oldest, gun, sprintEnd, drawHeight, summary }: CycleMarks,
  params: CycleParams,
): Phase | undefined {
  const { height, timeMs } = line;
  const opens = start + BigInt(params.dealBlocks);
  if (summary && height > summary.height) return "work";
  if (height < opens) return "deal";
  if (drawHeight !== undefined && height > drawHeight)
    return height <= drawHeight + BigInt(params.auditBlocks) ? "audit" : "work";
  if (height === drawHeight) return "secondOpen";
  if (!gun) return height === opens || oldest <= opens ? "open" : phaseByContent(line);
  if (height <= gun.height) return "open";
  if (sprintEnd === undefined)
    return timeMs < gun.timeMs + params.sprintMs ? "sprint" : phaseByContent(line);
  if (height <= sprintEnd) return "sprint";
  return height <= sprintEnd + BigInt(params.revealBlocks) ? "reveal" : "secondOpen";
}

/** These kinds are taken in one phase only. */
function phaseByContent({ taken }: BlockLine): Phase | undefined {
  if (taken.commit) return "sprint";
  if (taken.reveal) return "reveal";
  return taken.verdict ? "audit" : undefined;
}

function momentsOf({ height, opened }: BlockLine, marks: CycleMarks): Moment[] {
  const { sprintEnd, summary } = marks;
  const moments: Moment[] = [];
  if (opened.includes(0)) moments.push({ kind: "gun" });
  if (height === sprintEnd) moments.push({ kind: "sprint-ended" });
  if (opened.includes(1)) moments.push({ kind: "draw" });
  if (summary && summary.height === height) moments.push({ kind: "settled", summary });
  return moments;
}
