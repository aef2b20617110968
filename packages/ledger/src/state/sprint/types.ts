import type { Draft, State } from "../records.ts";

export type SprintState = Pick<State, "sprint" | "proof" | "weight" | "total" | "cycle">;
export type SprintDraft = Pick<Draft, "sprint" | "proof" | "weight" | "total" | "summary">;
