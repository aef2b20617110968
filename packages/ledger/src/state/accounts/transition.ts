import type { Heartbeat, HostWeight, Register } from "@stadion/protocol/chain";
import { livenessBlocks } from "@stadion/protocol/chain";
import { equalBytes } from "@stadion/protocol/crypto";
import { accepted, rejected } from "../check.ts";
import type { Check } from "../contract.ts";
import { isRegistered } from "./queries.ts";
import type { AccountsDraft, AccountsState } from "./types.ts";

/** Whether the sender may become a Host (LD12). Reads only. */
export function checkRegister(
  state: AccountsState,
  sender: Uint8Array,
  { payout }: Register,
): Check<"already-registered" | "payout-not-sender"> {
  if (isRegistered(state, sender)) return rejected("already-registered");
  if (!equalBytes(payout, sender)) return rejected("payout-not-sender"); // TX7
  return accepted;
}

/** Makes the sender a Host. Cannot fail. */
export function applyRegister(
  draft: AccountsDraft,
  sender: Uint8Array,
  { payout }: Register,
  height: bigint,
): void {
  const blank = { missed: 0, heartbeats: [] };
  draft.host.set(sender, { key: sender, payout, registeredHeight: height, ...blank });
}

/** Whether a Host's heartbeat is taken at this height (LD13). Reads only. */
export function checkHeartbeat(
  { height: seen }: Heartbeat,
  height: bigint,
): Check<"heartbeat-stale"> {
  const fresh = seen < height && height - seen <= livenessBlocks;
  return fresh ? accepted : rejected("heartbeat-stale");
}

/** Notes that a registered sender is there. Cannot fail. */
export function applyHeartbeat(draft: AccountsDraft, sender: Uint8Array, height: bigint): void {
  const host = draft.host.get(sender);
  if (!host) throw new TypeError("a heartbeat was accepted from a key that is no Host's");
  draft.host.set(sender, { ...host, heartbeats: [...host.heartbeats, height].slice(-2) });
}

/** Counts a missed duty of each of these Hosts (LD20). Cannot fail. */
export function applyMissed(
  draft: AccountsDraft,
  hosts: readonly { readonly host: Uint8Array }[],
): void {
  for (const { host: key } of hosts) {
    const host = draft.host.get(key);
    if (!host) throw new TypeError("a duty was missed by a key that is no Host's");
    draft.host.set(key, { ...host, missed: host.missed + 1 });
  }
}

/** Registers the Hosts of the genesis (LD2). */
export function applyGenesisHosts(draft: AccountsDraft, weights: readonly HostWeight[]): void {
  for (const { host } of weights) applyRegister(draft, host, { payout: host }, 0n);
}
