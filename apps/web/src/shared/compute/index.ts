export type { BackendChoice, ComputeConfig } from "./choices.ts";
export { backendChoices, backendKinds } from "./choices.ts";
export { chooseBackend } from "./choose-backend.ts";
