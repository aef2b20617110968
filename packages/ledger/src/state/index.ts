export type {
  BlockToFinalize,
  Check,
  FinalizedBlock,
  QueryResult,
  StateMachine,
} from "./contract.ts";
export type { RecordChange } from "./records.ts";
export type { StateMachineOptions } from "./state-machine.ts";
export { createStateMachine } from "./state-machine.ts";
export type { SavedState, StateChange, StateStore } from "./store.ts";
