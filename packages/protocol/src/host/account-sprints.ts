import {
  type Coverage,
  closeCoverage,
  type Gap,
  type MissReason,
  noCoverage,
  noteReason,
} from "./coverage.ts";

/** Which Sprints are accounted for; kept through restarts (HO17). */
export interface SprintAccount {
  /** Whether the Host had joined when it was last seen. */
  readonly joined: boolean;
  /** First cycle that is not accounted for, but for the open one. */
  readonly nextCycle: bigint;
  readonly open: OpenSprint | undefined;
}

/** The Sprint under way. */
export interface OpenSprint {
  readonly cycle: bigint;
  /** Milliseconds in which computing is possible. */
  readonly windowMs: number;
  /** A shorter hole is no gap. */
  readonly toleranceMs: number;
  /** Last time on the Sprint's clock at which the Host is known to have run. */
  readonly aliveMs: number;
  readonly coverage: Coverage;
}

/** Where the ledger and the Host stand. */
export interface Moment {
  readonly cycle: bigint;
  /** Of this cycle's Sprint. */
  readonly stage: "before" | "under-way" | "over";
  readonly elapsedMs: number;
  readonly windowMs: number;
  readonly toleranceMs: number;
  readonly joined: boolean;
  /** Why the Host does not compute though it has joined. */
  readonly idle: MissReason | undefined;
  /** Why it was away since the last moment. */
  readonly away: MissReason | undefined;
}

export interface ClosedSprint {
  readonly cycle: bigint;
  readonly windowMs: number;
  readonly gaps: readonly Gap[];
  /** Whether the Host saw nothing of it, and so does not know that it took place. */
  readonly isUnseen: boolean;
}

/** Whole Sprints that are told of at most when a Host comes back. */
const maxUnseen = 32n;

/** Accounts for all that has passed up to this moment. */
export function accountFor(
  before: SprintAccount | undefined,
  moment: Moment,
): { readonly account: SprintAccount; readonly closed: readonly ClosedSprint[] } {
  const { cycle, stage, joined } = moment;
  const past = stage === "over" ? cycle + 1n : cycle;
  const wasJoined = before?.joined ?? false;
  let open = before?.open;
  const closed: ClosedSprint[] = [];
  if (open && open.cycle < past) {
    closed.push(closeOpen(open, moment));
    open = undefined;
  }
  let nextCycle = before?.nextCycle ?? past;
  // Heights and cycles start anew on another network only, which has its own account.
  const firstUnseen = past - nextCycle > maxUnseen ? past - maxUnseen : nextCycle;
  if (wasJoined)
    for (let missed = firstUnseen; missed < past; missed++) closed.push(unseen(missed, moment));
  nextCycle = past;
  if (stage === "under-way" && (joined || open)) {
    open = track(open, moment, wasJoined);
    nextCycle = cycle + 1n;
  }
  return { account: { joined, nextCycle, open }, closed };
}

function closeOpen(open: OpenSprint, { away }: Moment): ClosedSprint {
  const { cycle, windowMs, toleranceMs, aliveMs } = open;
  const coverage = away ? noteReason(open.coverage, aliveMs, away) : open.coverage;
  const gaps = closeCoverage(coverage, windowMs, toleranceMs, "told-late");
  return { cycle, windowMs, gaps, isUnseen: false };
}

function unseen(cycle: bigint, { windowMs, away = "told-late", idle }: Moment): ClosedSprint {
  const gaps = [
    { reason: away === "told-late" ? (idle ?? away) : away, fromMs: 0, toMs: windowMs },
  ];
  return { cycle, windowMs, gaps, isUnseen: true };
}

function track(open: OpenSprint | undefined, moment: Moment, wasJoined: boolean): OpenSprint {
  const { cycle, elapsedMs, windowMs, toleranceMs, joined, idle, away } = moment;
  const aliveMs = open?.aliveMs ?? 0;
  let coverage = open?.coverage ?? noCoverage;
  const absent = wasJoined ? away : "joined-late";
  if (absent && (away || !open)) coverage = noteReason(coverage, aliveMs, absent);
  const still = joined ? idle : "left";
  if (still) coverage = noteReason(coverage, elapsedMs, still);
  return { cycle, windowMs, toleranceMs, aliveMs: Math.max(aliveMs, elapsedMs), coverage };
}
