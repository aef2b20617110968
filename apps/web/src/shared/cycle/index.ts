export { describePart, lateJoin } from "./late-join.ts";
export { nextGun } from "./next-gun.ts";
export type { LapPhase } from "./phases.ts";
export { describePhase, lapPosition, layPhases, msToNextSprint } from "./phases.ts";
export { type LedgerMoment, raceClock } from "./race-clock.ts";
export type { TrackGeometry } from "./track-geometry.ts";
export { trackPath, trackPoint } from "./track-geometry.ts";
export { useNow } from "./use-now.ts";
