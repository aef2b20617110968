export type { HostPorts } from "./context.ts";
export type { MissReason } from "./coverage.ts";
export { missReasons } from "./coverage.ts";
export type { HostOptions, RunningHost } from "./host.ts";
export { createHost } from "./host.ts";
export type {
  Clock,
  Compute,
  ComputedNonce,
  ComputeJob,
  ConnectionState,
  Network,
  Random,
  Store,
} from "./ports.ts";
export type {
  ElsewhereView,
  HostControls,
  HostEvent,
  HostView,
  MissedTime,
  RefusedView,
  SprintControls,
  SprintLedgerView,
  SprintRecord,
  SprintView,
} from "./view.ts";
