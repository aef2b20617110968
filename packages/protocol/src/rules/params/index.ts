export { sprintParamsHash } from "./hash.ts";
export { isPresetName, presetNames, presets } from "./presets.ts";
export type { CycleParams, Params, PresetName, SprintParams } from "./types.ts";
