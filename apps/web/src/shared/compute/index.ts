export type { BackendChoice, ComputeConfig } from "./choices.ts";
export { backendChoices, backendKinds } from "./choices.ts";
export type { ChosenBackend } from "./choose-backend.ts";
export { chooseBackend } from "./choose-backend.ts";
