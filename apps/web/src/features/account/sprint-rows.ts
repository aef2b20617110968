import type { SprintStatus } from "@stadion/protocol/chain";
import type { SprintRecord } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";
import type { OwnSprint } from "./read-own-records.ts";

/** One Sprint of a Host as the ledger had it. Heights are 0 while there are none. */
export interface SprintRow {
  readonly cycle: bigint;
  readonly status: SprintStatus;
  /** Why it gives no weight, or not yet; `undefined` where it does. */
  readonly reason: string | undefined;
  readonly count: number;
  readonly level: number;
  readonly commitHeight: bigint;
  readonly revealHeight: bigint;
  readonly judgedHeight: bigint;
  readonly settledHeight: bigint;
  readonly weight: bigint;
  /** Whether the ledger still has it; otherwise this browser remembers it. */
  readonly isOnLedger: boolean;
}

/** The Sprints in which a Host committed, the newest first: the ledger's word before what was kept here. */
export function sprintRows(
  ledger: readonly OwnSprint[],
  kept: readonly SprintRecord[],
): SprintRow[] {
  const rows = new Map<bigint, SprintRow>();
  for (const record of kept) {
    const row = keptRow(record);
    if (row) rows.set(row.cycle, row);
  }
  for (const sprint of ledger) {
    const row = ledgerRow(sprint);
    if (row) rows.set(row.cycle, row);
  }
  return [...rows.values()].toSorted((a, b) => (a.cycle > b.cycle ? -1 : 1));
}

function ledgerRow({ cycle, entry, summary }: OwnSprint): SprintRow | undefined {
  if (!entry) return undefined;
  const { status, count, level, commitHeight, revealHeight, judgedHeight, weight } = entry;
  return {
    ...{ cycle, status, count, level, commitHeight, revealHeight, judgedHeight, weight },
    reason: reasonOf(status, entry.faultNonce),
    settledHeight: summary?.height ?? 0n,
    isOnLedger: true,
  };
}

function keptRow(record: SprintRecord): SprintRow | undefined {
  const { cycle, status, reason, count, level, weight } = record;
  if (status === "none") return undefined;
  const { commitHeight, revealHeight, judgedHeight, settledHeight } = record;
  return {
    ...{ cycle, status, reason, count, level, weight },
    ...{ commitHeight, revealHeight, judgedHeight, settledHeight },
    isOnLedger: false,
  };
}

export function statusWords(status: SprintStatus): string {
  switch (status) {
    case "committed":
      return "Committed";
    case "revealed":
      return "Revealed";
    case "valid":
      return "Valid";
    case "invalid":
      return "Invalid";
    case "cannot-check":
      return "Not checked";
    case "missed":
      return "Missed";
    case "void":
      return "Void";
  }
}

function reasonOf(status: SprintStatus, faultNonce: bigint): string | undefined {
  switch (status) {
    case "valid":
      return undefined;
    case "committed":
      return "Not revealed yet";
    case "revealed":
      return "Not judged yet";
    case "invalid":
      return `Nonce ${formatCount(faultNonce)} does not belong into the proof`;
    case "cannot-check":
      return "The referee could not check it: it keeps at most the weight the Host had before";
    case "missed":
      return "Not revealed in time";
    case "void":
      return "The cycle failed for all Hosts";
  }
}
