export type { LapPhase, PhaseSpan } from "./phases.ts";
export { describePhase, lapPhases, lapPosition, layPhases, msToNextSprint } from "./phases.ts";
export type { TrackGeometry } from "./track-geometry.ts";
export { trackPath, trackPoint } from "./track-geometry.ts";
