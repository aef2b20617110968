import type { NonceFault } from "./bodies.ts";
import type { HostWeight } from "./genesis.ts";
import type { BeaconRole } from "./keys.ts";

// The records of the ledger's state, as queries give them (LD23). Heights and times are 0 and hashes 32 zero bytes
// while there are none.

export interface Account {
  readonly key: Uint8Array;
  readonly balance: bigint;
  /** By ascending lane; `nonce` is the last one taken. */
  readonly lanes: readonly { readonly lane: number; readonly nonce: bigint }[];
}

export interface Host {
  readonly key: Uint8Array;
  readonly payout: Uint8Array;
  readonly registeredHeight: bigint;
  /** Commits that were never revealed, over all Sprints (LD20). */
  readonly missed: number;
  /** Heights at which the last two heartbeats were taken, the older first. */
  readonly heartbeats: readonly bigint[];
}

/** Names of the phases; the place is the number (LD9). */
export const phases = ["deal", "open", "sprint", "reveal", "secondOpen", "audit", "work"] as const;
export type Phase = (typeof phases)[number];

/** Where the next block stands in its cycle (LD9). */
export interface CycleRecord {
  readonly cycle: bigint;
  readonly phase: Phase;
  readonly cycleStartHeight: bigint;
  readonly phaseStartHeight: bigint;
  /** Last height at which the phase can end. */
  readonly phaseEndHeight: bigint;
  /** Block time at which the Sprint's clock started. */
  readonly sprintStartMs: bigint;
  /** 0 for `single`. */
  readonly beaconMode: number;
  /** SP6; zeros until R is open. */
  readonly sprintSeed: Uint8Array;
  /** Deals the beacon while its mode is `single`, and referees. */
  readonly founder: Uint8Array;
}

export interface BeaconRecord {
  readonly cycle: bigint;
  readonly role: BeaconRole;
  /** 0 for `single`. */
  readonly mode: number;
  readonly hash: Uint8Array;
  readonly dealHeight: bigint;
  /** R or R'; zeros until it is open. */
  readonly value: Uint8Array;
  readonly openHeight: bigint;
}

/** What has become of a Host's Sprint; the place is the number. */
export const sprintStatuses = [
  "committed",
  "revealed",
  "valid",
  "invalid",
  "cannot-check",
  "missed",
  "void",
] as const;
export type SprintStatus = (typeof sprintStatuses)[number];

/** One Host in one Sprint. */
export interface SprintEntry {
  readonly cycle: bigint;
  readonly host: Uint8Array;
  readonly proofHash: Uint8Array;
  readonly count: number;
  readonly level: number;
  /** How often the Host committed; the last one counts. */
  readonly commits: number;
  readonly commitHeight: bigint;
  readonly revealHeight: bigint;
  readonly status: SprintStatus;
  /** What the Sprint gave; set when it is settled. */
  readonly weight: bigint;
  /** The nonce that voided the proof, and why. */
  readonly faultNonce: bigint;
  readonly fault: NonceFault;
  readonly judgedHeight: bigint;
  readonly digests: Uint8Array;
}

/** How a Sprint ended; the place is the number. */
export const sprintOutcomes = [
  "settled",
  "no-valid-proof",
  "not-dealt",
  "first-value-not-opened",
  "second-value-not-opened",
] as const;
export type SprintOutcome = (typeof sprintOutcomes)[number];

export interface SprintSummary {
  readonly cycle: bigint;
  readonly outcome: SprintOutcome;
  /** Block that settled it. */
  readonly height: bigint;
  readonly committed: number;
  readonly revealed: number;
  readonly valid: number;
  readonly invalid: number;
  /** Revealed, and neither valid nor invalid. */
  readonly unjudged: number;
  readonly missed: number;
  /** All weights in force after it. */
  readonly weight: bigint;
}

/** Totals of the weights in force. */
export interface WeightTotal {
  /** The cycle whose Sprint gave them. */
  readonly cycle: bigint;
  readonly weight: bigint;
  readonly hosts: number;
}

/** The weights in force, by ascending key. */
export interface WeightTable {
  readonly cycle: bigint;
  readonly weight: bigint;
  readonly entries: readonly HostWeight[];
}

/** All Hosts of one Sprint, by ascending key. */
export interface SprintTable {
  readonly cycle: bigint;
  readonly entries: readonly SprintEntry[];
}
