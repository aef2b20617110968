import type { CycleParams } from "@stadion/protocol/params";

/** The phases of a cycle in the order of the lap that is drawn: from one starting gun to the next. */
export const lapPhases = [
  "sprint",
  "reveal",
  "secondOpen",
  "audit",
  "work",
  "deal",
  "open",
] as const;

export type LapPhase = (typeof lapPhases)[number];

/** Where a phase lies on the lap; shares of 1. */
export interface PhaseSpan {
  readonly phase: LapPhase;
  readonly from: number;
  readonly to: number;
  readonly blocks: number;
}

// A Sprint is 300 of mainnet's 43,200 blocks: to scale, it would be a dot.
const leastShare = 0.06;

/** Blocks of each phase at most; what is left of the cycle is work. */
export function phaseBlocks(cycle: CycleParams): Record<LapPhase, number> {
  const sprint = Math.min(cycle.sprintMaxBlocks, Math.ceil(cycle.sprintMs / cycle.blockMs));
  const { revealBlocks: reveal, secondOpenBlocks: secondOpen, auditBlocks: audit } = cycle;
  const { dealBlocks: deal, openBlocks: open } = cycle;
  const work = cycle.cycleBlocks - (sprint + reveal + secondOpen + audit + deal + open);
  return { sprint, reveal, secondOpen, audit, work: Math.max(0, work), deal, open };
}

/** The lap in phases: long ones longer, but none too short to see. */
export function layPhases(cycle: CycleParams): PhaseSpan[] {
  const blocks = phaseBlocks(cycle);
  const spare = 1 - leastShare * lapPhases.length;
  let at = 0;
  return lapPhases.map((phase) => {
    const from = at;
    at += leastShare + spare * (blocks[phase] / cycle.cycleBlocks);
    return { phase, from, to: at, blocks: blocks[phase] };
  });
}

/** How far round the lap a moment is. `share` of the phase has gone by, 0..1. */
export function lapPosition(spans: readonly PhaseSpan[], phase: LapPhase, share: number): number {
  const span = spans.find((candidate) => candidate.phase === phase);
  if (!span) return 0;
  return span.from + (span.to - span.from) * Math.min(1, Math.max(0, share));
}

/** What happens in a phase, in a few words. */
export function describePhase(phase: LapPhase): { name: string; meaning: string } {
  switch (phase) {
    case "sprint":
      return { name: "Sprint", meaning: "Hosts run nonces and commit to what they found" };
    case "reveal":
      return { name: "Reveal", meaning: "Hosts show the nonces they committed to" };
    case "secondOpen":
      return { name: "Draw", meaning: "The beacon draws which nonces are checked" };
    case "audit":
      return { name: "Audit", meaning: "A referee re-runs the drawn nonces and judges each proof" };
    case "work":
      return { name: "Work", meaning: "Weights stand until the next Sprint" };
    case "deal":
      return { name: "Deal", meaning: "The beacon prepares the next starting gun" };
    case "open":
      return { name: "Set", meaning: "The beacon opens its value: the gun is about to go off" };
  }
}

/** Milliseconds until the next Sprint starts, if every phase takes all its blocks. 0 during a Sprint. */
export function msToNextSprint(
  cycle: CycleParams,
  at: { phase: LapPhase; cycleStartHeight: number; phaseEndHeight: number; height: number },
): number {
  if (at.phase === "sprint") return 0;
  const { blockMs, cycleBlocks, dealBlocks, openBlocks } = cycle;
  if (at.phase === "open") return Math.max(0, at.phaseEndHeight - at.height) * blockMs;
  const nextCycle = at.phase === "deal" ? 0 : cycleBlocks;
  const sprintAt = at.cycleStartHeight + nextCycle + dealBlocks + openBlocks;
  // The gun goes off with the last block before it.
  return Math.max(0, sprintAt - 1 - at.height) * blockMs;
}
