export { host } from "./host.ts";
export type { BenchmarkState, HostControl } from "./host-messages.ts";
export type { HostState } from "./host-state.ts";
export { KeyConflict } from "./key-conflict.tsx";
export { type Cores, readMachineConfig, saveMachineConfig } from "./machine-config.ts";
export { useHost } from "./use-host.ts";
