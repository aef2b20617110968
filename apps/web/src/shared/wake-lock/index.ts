export { useWakeLock } from "./use-wake-lock.ts";
export { wakeLock } from "./wake-lock.ts";
export type { WakeLockState } from "./wake-lock-rule.ts";
