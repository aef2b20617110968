import { type BeaconRole, beaconKey } from "@stadion/protocol/chain";
import type { BeaconState } from "./types.ts";

type Beacons = Pick<BeaconState, "beacon">;

/** Whether both values of a cycle have been dealt (LD9). */
export function isDealt(state: Beacons, cycle: bigint): boolean {
  return ([0, 1] as const).every((role) => state.beacon.get(beaconKey(cycle, role)) !== undefined);
}

/** R or R' of a cycle; `undefined` until it is open. */
export function openedValue(
  state: Beacons,
  cycle: bigint,
  role: BeaconRole,
): Uint8Array | undefined {
  const record = state.beacon.get(beaconKey(cycle, role));
  return record && record.openHeight > 0n ? record.value : undefined;
}
