import type { CycleRecord, Phase, SprintOutcome } from "@stadion/protocol/chain";
import type { CycleParams } from "@stadion/protocol/params";
import { deriveSprintSeed } from "@stadion/protocol/sprint";
import { onlyKey } from "../records.ts";
import type { CycleDraft } from "./types.ts";

/** What the cycle needs to know of other domains at the end of a block. */
export interface CycleFacts {
  readonly isDealt: boolean;
  readonly firstValue: Uint8Array | undefined;
  readonly secondValue: Uint8Array | undefined;
  readonly anyRevealed: () => boolean;
}

/** How a cycle goes on after a block: a phase, maybe with the way its Sprint ended. */
export interface CycleStep {
  readonly phase: Phase;
  /** Set where the Sprint is over: settled, or void with its reason. */
  readonly ends?: SprintOutcome;
}

interface BlockEnd {
  readonly height: bigint;
  readonly timeMs: number;
}

/**
 * The phase that begins after this block, or nothing if the present one goes on. Reads only.
 *
 * @see spec/ledger.md LD9, LD10
 */
export function nextStep(
  record: CycleRecord,
  facts: CycleFacts,
  { height, timeMs }: BlockEnd,
  { sprintMs }: CycleParams,
): CycleStep | undefined {
  const isLast = height >= record.phaseEndHeight;
  switch (record.phase) {
    case "deal":
      if (!isLast) return undefined;
      return facts.isDealt ? { phase: "open" } : { phase: "work", ends: "not-dealt" };
    case "open":
      if (facts.firstValue) return { phase: "sprint" };
      return isLast ? { phase: "work", ends: "first-value-not-opened" } : undefined;
    case "sprint": {
      const isOver = BigInt(timeMs) >= record.sprintStartMs + BigInt(sprintMs); // LD10
      return isOver || isLast ? { phase: "reveal" } : undefined;
    }
    case "reveal":
      if (!isLast) return undefined;
      return facts.anyRevealed()
        ? { phase: "secondOpen" }
        : { phase: "work", ends: "no-valid-proof" };
    case "secondOpen":
      if (facts.secondValue) return { phase: "audit" };
      return isLast ? { phase: "work", ends: "second-value-not-opened" } : undefined;
    case "audit":
      return isLast ? { phase: "work", ends: "settled" } : undefined;
    case "work":
      return isLast ? { phase: "deal" } : undefined;
  }
}

/** Begins a phase with the block after this one. Cannot fail. */
export function applyStep(
  draft: CycleDraft,
  record: CycleRecord,
  { phase }: CycleStep,
  { height, timeMs, firstValue }: BlockEnd & { readonly firstValue: Uint8Array | undefined },
  params: CycleParams,
): void {
  const start = height + 1n;
  const next = phase === "deal" ? firstRecord(record.cycle + 1n, start, record.founder) : record;
  const begun = {
    ...next,
    phase,
    phaseStartHeight: start,
    phaseEndHeight: phaseEnd(next, phase, start, params),
  };
  const gun = firstValue && {
    sprintStartMs: BigInt(timeMs),
    sprintSeed: deriveSprintSeed(firstValue),
  };
  draft.cycle.set(onlyKey, phase === "sprint" && gun ? { ...begun, ...gun } : begun);
}

/** The cycle that the first block stands in. */
export function applyGenesisCycle(
  draft: CycleDraft,
  founder: Uint8Array,
  params: CycleParams,
): void {
  const record = firstRecord(0n, 1n, founder);
  draft.cycle.set(onlyKey, { ...record, phaseEndHeight: phaseEnd(record, "deal", 1n, params) });
}

function firstRecord(cycle: bigint, start: bigint, founder: Uint8Array): CycleRecord {
  return {
    cycle,
    phase: "deal",
    cycleStartHeight: start,
    phaseStartHeight: start,
    phaseEndHeight: start,
    sprintStartMs: 0n,
    beaconMode: 0,
    sprintSeed: new Uint8Array(32),
    founder,
  };
}

function phaseEnd(
  { cycleStartHeight }: CycleRecord,
  phase: Phase,
  start: bigint,
  params: CycleParams,
): bigint {
  if (phase === "work") return cycleStartHeight + BigInt(params.cycleBlocks) - 1n;
  const blocks: Readonly<Record<Exclude<Phase, "work">, number>> = {
    deal: params.dealBlocks,
    open: params.openBlocks,
    sprint: params.sprintMaxBlocks,
    reveal: params.revealBlocks,
    secondOpen: params.secondOpenBlocks,
    audit: params.auditBlocks,
  };
  return start + BigInt(blocks[phase]) - 1n;
}
