export type { HostPorts } from "./context.ts";
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
  RefusedView,
  SprintControls,
  SprintLedgerView,
  SprintView,
} from "./view.ts";
