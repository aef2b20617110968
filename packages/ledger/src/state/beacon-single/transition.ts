import {
  type BeaconDeal,
  type BeaconOpen,
  beaconDealHash,
  beaconKey,
  deriveBeaconValue,
} from "@stadion/protocol/chain";
import { equalBytes } from "@stadion/protocol/crypto";
import { accepted, rejected } from "../check.ts";
import type { Check } from "../contract.ts";
import { currentCycle } from "../cycle/queries.ts";
import type { BeaconDraft, BeaconState } from "./types.ts";

// The beacon while one key deals it (LD14).

const singleMode = 0;

/** Whether a dealing is taken. Reads only. */
export function checkBeaconDeal(
  state: BeaconState,
  sender: Uint8Array,
  { cycle, role }: BeaconDeal,
): Check<"wrong-cycle" | "not-the-dealer" | "not-in-deal" | "already-dealt"> {
  const current = currentCycle(state);
  if (cycle !== current.cycle) return rejected("wrong-cycle");
  if (!equalBytes(sender, current.founder)) return rejected("not-the-dealer");
  if (state.beacon.get(beaconKey(cycle, role))) return rejected("already-dealt");
  if (current.phase !== "deal") return rejected("not-in-deal");
  return accepted;
}

/** Records a dealing that `checkBeaconDeal` accepted. Cannot fail. */
export function applyBeaconDeal(
  draft: BeaconDraft,
  { cycle, role, hash }: BeaconDeal,
  height: bigint,
): void {
  const closed = { value: new Uint8Array(32), openHeight: 0n };
  const record = { cycle, role, mode: singleMode, hash, dealHeight: height, ...closed };
  draft.beacon.set(beaconKey(cycle, role), record);
}

/** Whether a secret opens its dealing. Reads only. */
export function checkBeaconOpen(
  state: BeaconState,
  sender: Uint8Array,
  { cycle, role, secret }: BeaconOpen,
  chainId: Uint8Array,
): Check<
  "wrong-cycle" | "not-the-dealer" | "not-dealt" | "already-open" | "not-in-open" | "secret-differs"
> {
  const current = currentCycle(state);
  if (cycle !== current.cycle) return rejected("wrong-cycle");
  if (!equalBytes(sender, current.founder)) return rejected("not-the-dealer");
  const record = state.beacon.get(beaconKey(cycle, role));
  if (!record) return rejected("not-dealt");
  if (record.openHeight > 0n) return rejected("already-open");
  if (current.phase !== (role === 0 ? "open" : "secondOpen")) return rejected("not-in-open");
  if (!equalBytes(beaconDealHash(chainId, cycle, role, secret), record.hash))
    return rejected("secret-differs");
  return accepted;
}

/** Opens a value that `checkBeaconOpen` accepted. Cannot fail. */
export function applyBeaconOpen(
  draft: BeaconDraft,
  { cycle, role, secret }: BeaconOpen,
  chainId: Uint8Array,
  height: bigint,
): void {
  const key = beaconKey(cycle, role);
  const record = draft.beacon.get(key);
  if (!record) throw new TypeError("a beacon value was opened that was not dealt");
  const value = deriveBeaconValue(chainId, cycle, role, secret);
  draft.beacon.set(key, { ...record, value, openHeight: height });
}

/** Drops the values of a cycle (LD11). */
export function dropBeacons(draft: BeaconDraft, cycle: bigint): void {
  draft.beacon.delete(beaconKey(cycle, 0));
  draft.beacon.delete(beaconKey(cycle, 1));
}
