export type { BackendChoice } from "./choices.ts";
export { backendChoices } from "./choices.ts";
export type { ChosenBackend } from "./choose-backend.ts";
export { chooseBackend } from "./choose-backend.ts";
