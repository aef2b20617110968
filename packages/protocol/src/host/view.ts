import type { CycleRecord, SprintStatus } from "../rules/chain/index.ts";
import type { PresetName } from "../rules/params/index.ts";
import type { ConnectionState } from "./ports.ts";

/** Plain data, fit for `postMessage`: all that a screen or a terminal shows of a running Host. */
export interface HostView {
  readonly hostId: string;
  readonly preset: PresetName | undefined;
  /** Why the Host can't work on this node's network at all; `undefined` while nothing speaks against it. */
  readonly refusal?: string;
  readonly connection: ConnectionState;
  readonly compute: { readonly kind: string; readonly adapter: string; readonly variant: string };
  /** The ledger's last block. */
  readonly height: bigint;
  readonly blockTimeMs: number;
  /** Where the next block stands; `undefined` until the node was asked. */
  readonly cycle: CycleRecord | undefined;
  readonly registered: boolean;
  /** Whether the Host takes part in the next Sprint. */
  readonly joined: boolean;
  readonly sprint: SprintView | undefined;
  readonly weight: WeightView;
  /** The last things worth telling, the newest last; at most 50. */
  readonly log: readonly HostEvent[];
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
}

export interface SprintLedgerView {
  readonly status: SprintStatus;
  readonly count: number;
  readonly level: number;
  readonly commitHeight: bigint;
  readonly revealHeight: bigint;
  readonly judgedHeight: bigint;
  readonly weight: bigint;
  /** Block that settled the Sprint; 0 before. */
  readonly settledHeight: bigint;
  readonly faultNonce: bigint;
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
