import { useSyncExternalStore } from "react";
import { wakeLock } from "./wake-lock.ts";
import type { WakeLockState } from "./wake-lock-rule.ts";

export function useWakeLock(): WakeLockState {
  return useSyncExternalStore(wakeLock.subscribe, wakeLock.get);
}
