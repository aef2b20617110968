// Where the lap stands at a moment. The ledger speaks once a block; in between the page's own clock goes on.

import type { CycleRecord } from "@stadion/protocol/chain";
import type { CycleParams } from "@stadion/protocol/params";
import { msToNextSprint, promptOpenBlocks } from "./phases.ts";

/** What the ledger said last. */
export interface LedgerMoment {
  readonly cycle: CycleRecord;
  readonly height: bigint;
  readonly blockTimeMs: number;
}

export interface RaceClock {
  /** How much of the phase has gone by, 0..1. */
  readonly phaseShare: number;
  /** To the end of a Sprint that runs, else to the next starting gun; 0 for one that is due at any moment. */
  readonly leftMs: number;
}

/** @param sinceMs - since the block was seen */
export function raceClock(
  { cycle, height, blockTimeMs }: LedgerMoment,
  params: CycleParams,
  sinceMs: number,
): RaceClock {
  if (cycle.phase === "sprint") {
    const elapsedMs = blockTimeMs - Number(cycle.sprintStartMs) + sinceMs;
    const leftMs = Math.max(0, params.sprintMs - elapsedMs);
    return { phaseShare: clamp(elapsedMs / params.sprintMs), leftMs };
  }
  const first = Number(cycle.phaseStartHeight);
  const blocks =
    cycle.phase === "open" ? promptOpenBlocks : Number(cycle.phaseEndHeight) - first + 1;
  const done = Number(height) - (first - 1) + sinceMs / params.blockMs;
  const toSprintMs = msToNextSprint(params, {
    phase: cycle.phase,
    cycleStartHeight: Number(cycle.cycleStartHeight),
    height: Number(height),
  });
  return {
    phaseShare: clamp(done / blocks),
    leftMs: Math.max(0, toSprintMs - sinceMs),
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
