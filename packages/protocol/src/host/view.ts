import type { CycleRecord, Kind, SprintStatus } from "../rules/chain/index.ts";
import type { PresetName } from "../rules/params/index.ts";
import type { BenchmarkResult } from "./benchmark.ts";
import type { MissReason } from "./coverage.ts";
import type { ConnectionState } from "./ports.ts";
import type { SprintPrediction } from "./predict-sprint.ts";

/** Plain data, fit for `postMessage`: all that a screen or a terminal shows of a running Host. */
export interface HostView {
  readonly hostId: string;
  readonly preset: PresetName | undefined;
  /** Why the Host can't work on this node's network at all; `undefined` while nothing speaks against it. */
  readonly refusal: string | undefined;
  readonly connection: ConnectionState;
  readonly compute: { readonly kind: string; readonly adapter: string; readonly variant: string };
  /** The ledger's last block. */
  readonly height: bigint;
  readonly blockTimeMs: number;
  /** Where the next block stands; `undefined` until the node was asked. */
  readonly cycle: CycleRecord | undefined;
  readonly registered: boolean;
  /** Whether the Host takes part in Sprints. */
  readonly joined: boolean;
  /** Whether computing stands still until a person resumes it; the Host stays joined (HO14). */
  readonly paused: boolean;
  /** Whether the Sprint under way is the last one: the Host leaves when it is settled (HO15). */
  readonly finishing: boolean;
  /** Share of the time in which it computes, 0.1 to 1 (HO16). */
  readonly throttle: number;
  /** The same key signs on another machine, so nothing is signed here (HO21). */
  readonly elsewhere: ElsewhereView | undefined;
  readonly sprint: SprintView | undefined;
  readonly weight: WeightView;
  /** What this Host did not compute of the Sprints it had joined, the newest last; at most 64 (HO17). */
  readonly missed: readonly MissedTime[];
  /** The key's Sprints on this network by ascending cycle, at most 128; of the one under way what the ledger has (HO19). */
  readonly history: readonly SprintRecord[];
  /** What benchmarks of this machine have measured, the newest last; at most 64 (HO23). */
  readonly benchmarks: readonly BenchmarkRecord[];
  /** The last things worth telling, the newest last; at most 50. */
  readonly log: readonly HostEvent[];
}

/** Another machine that signs with this Host's key. */
export interface ElsewhereView {
  /** Block that took its last transaction. */
  readonly height: bigint;
  /** Block from which this Host signs again if the other stays silent. */
  readonly freeHeight: bigint;
}

/** The weights in force. */
export interface WeightView {
  readonly own: bigint;
  /** Of all Hosts. */
  readonly total: bigint;
  /** The cycle whose Sprint gave them. */
  readonly cycle: bigint;
  /** Block that recorded them; 0 for those of the genesis. */
  readonly height: bigint;
}

/** One Sprint, from the Host's side and from the ledger's. */
export interface SprintView {
  readonly cycle: bigint;
  /** What the Host does now. */
  readonly step: "waiting" | "running" | "committing" | "revealing" | "judged" | "settled";
  readonly tried: bigint;
  /** Nonces that passed. */
  readonly found: number;
  /** Those that a second backend confirmed. */
  readonly confirmed: number;
  readonly noncesPerSecond: number;
  /** Milliseconds on the Sprint's clock, and how many it has. */
  readonly elapsedMs: number;
  readonly sprintMs: number;
  /** What the ledger says of it; `undefined` before its first commit is in a block. */
  readonly ledger: SprintLedgerView | undefined;
  /** What was refused of this Sprint's, the newest last; at most 16 (HO20). */
  readonly refused: readonly RefusedView[];
}

/** Something that the node or a block did not take, and why (HO20). */
export interface RefusedView {
  /** Kind of the transaction; `proof` for a list that the node was to keep. */
  readonly kind: Kind | "proof";
  readonly by: "node" | "block";
  /** Code of the ledger (LD22) or of the node; empty where there is none. */
  readonly code: string;
  /** The sentence to it. */
  readonly text: string;
  /** The block; of what the node refused, the ledger's last one then. */
  readonly height: bigint;
}

/** A stretch of a Sprint in which this Host did not compute (HO17). */
export interface MissedTime {
  readonly cycle: bigint;
  readonly reason: MissReason;
  /** Milliseconds on the Sprint's clock. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the time in which computing was possible, 0 to 1: what it costs of a whole Sprint's nonces. */
  readonly share: number;
}

/** A Sprint as it is kept (HO19). Heights and weights are 0 while there are none. */
export interface SprintRecord {
  readonly cycle: bigint;
  readonly tried: bigint;
  readonly found: number;
  readonly confirmed: number;
  /** What was committed. */
  readonly count: number;
  readonly level: number;
  /** `none` while the ledger has no commit. */
  readonly status: SprintStatus | "none";
  /** Why it gives no weight, or not yet. */
  readonly reason: string | undefined;
  readonly weight: bigint;
  /** All weights in force after it. */
  readonly total: bigint;
  readonly commitHeight: bigint;
  readonly revealHeight: bigint;
  readonly judgedHeight: bigint;
  readonly settledHeight: bigint;
  readonly missed: readonly MissedTime[];
  /** Sum of its shares. */
  readonly missedShare: number;
  readonly refused: readonly RefusedView[];
}

/** A benchmark, and the params it ran on. */
export interface BenchmarkRecord extends BenchmarkResult {
  readonly preset: PresetName;
}

/** With what a Sprint of the network should give, as weights and throttle stood then (HO24). */
export interface BenchmarkView extends BenchmarkRecord {
  readonly prediction: SprintPrediction;
}

export interface SprintLedgerView {
  readonly status: SprintStatus;
  /** Why it gives no weight, or not yet, in a sentence; `undefined` while nothing is wrong. */
  readonly reason: string | undefined;
  readonly count: number;
  readonly level: number;
  readonly commitHeight: bigint;
  readonly revealHeight: bigint;
  readonly judgedHeight: bigint;
  readonly weight: bigint;
  /** Block that settled the Sprint; 0 before. */
  readonly settledHeight: bigint;
  readonly faultNonce: bigint;
  /** All weights in force after it; 0 before it is settled. */
  readonly total: bigint;
}

export interface HostEvent {
  readonly timeMs: number;
  readonly height: bigint;
  readonly kind: "info" | "good" | "bad";
  readonly text: string;
}

/** What a person can ask a running Host to do. */
export interface HostControls {
  /** Take part in every Sprint from now on, this one included if it still runs. */
  join(): void;
  /** Stop computing after the batch under way; what was found is still committed and revealed. */
  leave(): void;
}

/** What else a person can ask of it. */
export interface SprintControls {
  /** Stop computing after the batch under way but stay joined; what was found is committed and kept. */
  pause(): void;
  resume(): void;
  /** Compute this Sprint to its end and see it settled, then leave; leaves at once between Sprints. */
  finish(): void;
  /**
   * Compute only this share of the time, from the next batch on.
   *
   * @param share - 0.1 to 1; throws a RangeError otherwise
   */
  setThrottle(share: number): void;
  /** "I stopped the other machine": sign here from now on. */
  takeOver(): void;
}
