import { useCallback, useSyncExternalStore } from "react";
import { formatAge } from "#shared/format/index.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all ages on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** "8 s ago", kept up to date; renders only when its words change. */
export function Age({ timeMs }: { readonly timeMs: number }): React.ReactNode {
  const read = useCallback(() => formatAge(Date.now() - timeMs), [timeMs]);
  return useSyncExternalStore(subscribe, read);
}
