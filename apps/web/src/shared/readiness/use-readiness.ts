import { useEffect, useSyncExternalStore } from "react";
import { type ReadinessState, readiness } from "./readiness.ts";

/** How ready this browser is; the checks begin when first asked for. */
export function useReadiness(): ReadinessState {
  useEffect(() => readiness.start(), []);
  return useSyncExternalStore(readiness.subscribe, readiness.get);
}
