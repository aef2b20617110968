import { useEffect, useSyncExternalStore } from "react";
import { type ReadinessState, readiness } from "./readiness.ts";
import { checksThat } from "./summary.ts";

/** How ready this browser is; the checks begin when first asked for. */
export function useReadiness(): ReadinessState {
  useEffect(() => readiness.start(), []);
  return useSyncExternalStore(readiness.subscribe, readiness.get);
}

/** Whether something keeps this browser from a Sprint, as far as is known yet. */
export function useIsBlocked(): boolean {
  return checksThat("blocked", useReadiness().findings).length > 0;
}
