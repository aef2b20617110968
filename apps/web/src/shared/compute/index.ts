export type { BackendChoice, ComputeConfig } from "./choices.ts";
export { backendChoices, backendKinds } from "./choices.ts";
export { chooseBackend, type GpuHooks } from "./choose-backend.ts";
