import type { Draft, State } from "../records.ts";

/** With the cycle, which names the founder (TX6). */
export type AccountsState = Pick<State, "account" | "host" | "cycle">;
export type AccountsDraft = Pick<Draft, "account" | "host">;

/** What the transactions taken so far have used of their block's room (TX6). Lives as long as the block's draft. */
export interface BlockRoom {
  bytes: number;
  registers: number;
  /** Of the founder. */
  reveals: number;
  /** Transactions taken that count towards the sender's share, by its key in hex. */
  readonly bySender: Map<string, number>;
}

export function emptyRoom(): BlockRoom {
  return { bytes: 0, registers: 0, reveals: 0, bySender: new Map() };
}
