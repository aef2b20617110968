import type { BlockLine, BlockPlace } from "#shared/chain/index.ts";

/** Which blocks a list shows. */
export type BlockFilter = "all" | "events" | "own";

/** A block of the list with its place in the cycle; without one while the node was not asked. */
export interface PlacedLine {
  readonly line: BlockLine;
  readonly place: BlockPlace | undefined;
}

/** Neighbours of one phase. */
export interface PhaseGroup {
  readonly cycle: bigint | undefined;
  readonly phase: BlockPlace["phase"];
  readonly blocks: readonly PlacedLine[];
}

/** Heartbeats alone are no event: every Host sends them all the time. */
export function passes({ line, place }: PlacedLine, filter: BlockFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "own":
      return line.own > 0;
    case "events":
      return (place?.moments.length ?? 0) > 0 || line.txs > (line.taken.heartbeat ?? 0);
  }
}

/** Cuts a run of blocks where a phase ends. */
export function groupByPhase(blocks: readonly PlacedLine[]): PhaseGroup[] {
  const groups: { cycle: bigint | undefined; phase: PhaseGroup["phase"]; blocks: PlacedLine[] }[] =
    [];
  for (const block of blocks) {
    const { cycle, phase } = block.place ?? { cycle: undefined, phase: undefined };
    const last = groups.at(-1);
    if (last && last.cycle === cycle && last.phase === phase) last.blocks.push(block);
    else groups.push({ cycle, phase, blocks: [block] });
  }
  return groups;
}

/** Middle value of the times between neighbouring blocks; `undefined` below three blocks. */
export function usualIntervalMs(lines: readonly BlockLine[]): number | undefined {
  const intervals = intervalsMs(lines).toSorted((a, b) => a - b);
  return intervals.length < 2 ? undefined : intervals[intervals.length >> 1];
}

/** Time from each block to the one before it, in the order of the lines; one less than there are lines. */
export function intervalsMs(lines: readonly BlockLine[]): number[] {
  return lines.slice(0, -1).map(({ timeMs }, i) => timeMs - (lines[i + 1]?.timeMs ?? timeMs));
}
