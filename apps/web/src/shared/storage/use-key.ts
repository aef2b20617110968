import { useLiveQuery } from "dexie-react-hooks";
import { type KeyFacts, readKeyFacts } from "./keys.ts";

/** This page's key without its secret: `undefined` while it is read, `null` when there is none. */
export function useKey(): KeyFacts | null | undefined {
  return useLiveQuery(async () => (await readKeyFacts()) ?? null, []);
}
