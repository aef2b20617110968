import type { Draft, State } from "../records.ts";

export type BeaconState = Pick<State, "beacon" | "cycle">;
export type BeaconDraft = Pick<Draft, "beacon">;
