export { host } from "./host.ts";
export type { BenchmarkState, HostControl } from "./host-messages.ts";
export type { HostState } from "./host-state.ts";
export { KeyConflict } from "./key-conflict.tsx";
export { MachineChoice } from "./machine-choice.tsx";
export { ThrottleSlider } from "./throttle-slider.tsx";
export { useHost } from "./use-host.ts";
