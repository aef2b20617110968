import { useEffect, useSyncExternalStore } from "react";
import { host } from "./host.ts";
import type { HostState } from "./host-state.ts";

/** This page's Host, started when the page is first looked at. */
export function useHost(): HostState {
  useEffect(() => host.start(), []);
  return useSyncExternalStore(host.subscribe, host.get);
}
