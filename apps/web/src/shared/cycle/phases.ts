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

/** Blocks that `open` takes while the beacon answers at once: the gun is the block that opens its value. */
export const promptOpenBlocks = 1;

/**
 * Milliseconds until the next Sprint can start: the earliest gun, which a prompt beacon keeps to. 0 during a Sprint, and
 * while a beacon that is late keeps all waiting.
 */
export function msToNextSprint(
  cycle: CycleParams,
  at: { readonly phase: LapPhase; readonly cycleStartHeight: number; readonly height: number },
): number {
  if (at.phase === "sprint") return 0;
  const { blockMs, cycleBlocks, dealBlocks } = cycle;
  const isThisCycle = at.phase === "deal" || at.phase === "open";
  const dealEnd = at.cycleStartHeight + (isThisCycle ? 0 : cycleBlocks) + dealBlocks - 1;
  return Math.max(0, dealEnd + promptOpenBlocks - at.height) * blockMs;
}
