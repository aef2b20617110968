export { ReadinessNote } from "./readiness-note.tsx";
export { ReadinessPanel } from "./readiness-panel.tsx";
export { useIsBlocked } from "./use-readiness.ts";
