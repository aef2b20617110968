import type { Host } from "../rules/chain/index.ts";

// How often whoever signs for a key does so: Hosts, and a full node for its own duties.

/** Blocks after which something that no block took is sent again (HO3). */
export const resendBlocks = 3n;
/** Blocks after which a transaction that no block took is given up: it may then be sent anew. */
export const txLifeBlocks = 20n;
/** Blocks between heartbeats: three in the 100 blocks in which a Host must show two (LD13, HO4). */
export const heartbeatBlocks = 30n;

/** Whether a registered Host owes the ledger a heartbeat (HO4). */
export function isHeartbeatDue({ heartbeats }: Pick<Host, "heartbeats">, height: bigint): boolean {
  const last = heartbeats.at(-1) ?? 0n;
  return height > 0n && (heartbeats.length < 2 || height - last >= heartbeatBlocks);
}
