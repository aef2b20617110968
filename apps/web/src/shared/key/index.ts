export { type KeySource, type OpenedKey, typedDigits } from "./key-calls.ts";
export { KeyNudge } from "./key-nudge.tsx";
export { useKeySession } from "./use-key-session.ts";
