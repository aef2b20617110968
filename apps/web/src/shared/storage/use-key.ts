import { useLiveQuery } from "dexie-react-hooks";
import type { KeyRecord } from "./database.ts";
import { readKey } from "./keys.ts";

/** This page's key: `undefined` while it is read, `null` when there is none. */
export function useKey(): KeyRecord | null | undefined {
  return useLiveQuery(async () => (await readKey()) ?? null, []);
}
