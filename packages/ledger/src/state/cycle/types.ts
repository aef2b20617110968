import type { Draft, State } from "../records.ts";

export type CycleState = Pick<State, "cycle">;
export type CycleDraft = Pick<Draft, "cycle">;
