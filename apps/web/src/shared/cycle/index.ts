export type { LapPhase } from "./phases.ts";
export { describePhase, lapPosition, layPhases, msToNextSprint } from "./phases.ts";
export type { TrackGeometry } from "./track-geometry.ts";
export { trackPath, trackPoint } from "./track-geometry.ts";
