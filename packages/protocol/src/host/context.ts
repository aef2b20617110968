import type { CycleRecord } from "../rules/chain/index.ts";
import type { Params } from "../rules/params/index.ts";
import type { MissReason } from "./coverage.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import type { HistoryKeeper } from "./keep-history.ts";
import type { LiveView } from "./live-view.ts";
import type { Clock, Compute, Network, Random, Store } from "./ports.ts";
import type { LedgerReader } from "./read-ledger.ts";
import type { Refusals } from "./refusals.ts";
import type { Sender } from "./sender.ts";

/** All that a Host needs of its machine. */
export interface HostPorts {
  readonly clock: Clock;
  readonly store: Store;
  readonly compute: Compute;
  readonly network: Network;
  readonly random: Random;
}

/** What the parts of a running Host share. */
export interface HostContext {
  readonly key: Uint8Array;
  readonly ports: HostPorts;
  readonly reader: LedgerReader;
  readonly sender: Sender;
  readonly view: LiveView;
  readonly standing: Standing;
  readonly refusals: Refusals;
  readonly coverage: CoverageKeeper;
  readonly history: HistoryKeeper;
  /** Has the loop look again at once. */
  readonly wake: () => void;
}

/** What keeps a Host from computing, or lets it. */
export interface Standing {
  isJoined(): boolean;
  /** Why it does not compute though it has joined. */
  idle(): MissReason | undefined;
  /** Whether it takes part in the Sprint that begins. */
  mayBegin(): boolean;
  /** Whether it may compute now. */
  mayCompute(): boolean;
  /** Share of the time in which it computes (HO16). */
  throttle(): number;
  /** Whether the Sprint under way is the last (HO15). */
  isFinishing(): boolean;
  finished(): void;
}

/** The ledger as the Host saw it last. */
export interface Snapshot {
  readonly chainId: Uint8Array;
  readonly params: Params;
  readonly height: bigint;
  /** Time of that block. */
  readonly timeMs: number;
  /** Time of this machine's clock that never goes back, when that block was told. */
  readonly heardMs: number;
  readonly cycle: CycleRecord;
}

/**
 * Milliseconds of the Sprint's clock (LD10): block time, and since the last block the machine's own.
 */
export function sprintElapsedMs({ cycle, timeMs, heardMs }: Snapshot, clock: Clock): number {
  return timeMs - Number(cycle.sprintStartMs) + Math.max(0, clock.monotonicMs() - heardMs);
}
