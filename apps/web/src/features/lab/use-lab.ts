import { useSyncExternalStore } from "react";
import { type LabState, lab } from "./lab.ts";

export function useLab(): LabState {
  return useSyncExternalStore(lab.subscribe, lab.getState);
}
