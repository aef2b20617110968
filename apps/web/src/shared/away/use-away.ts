import { useSyncExternalStore } from "react";
import { useHost } from "#shared/host/index.ts";
import { away } from "./away.ts";
import { missedSince, settledSince } from "./away-rule.ts";
import { describeEntry, describeMissed, describeSettled } from "./away-words.ts";

/** Sentences of what happened and of what it cost; empty while there is nothing to tell. */
export interface AwayNews {
  readonly happened: readonly string[];
  readonly missed: readonly string[];
}

export function useAway(): AwayNews {
  const { entries, settledBefore, seen } = useSyncExternalStore(away.subscribe, away.get);
  const { view } = useHost();
  if (!view || seen === "unknown") return { happened: [], missed: [] };
  const settled = settledBefore === undefined ? [] : settledSince(view.history, settledBefore);
  const since = describeSettled(settled);
  return {
    happened: [...entries.map(describeEntry), ...(since === undefined ? [] : [since])],
    missed: describeMissed(missedSince(view, seen)),
  };
}
