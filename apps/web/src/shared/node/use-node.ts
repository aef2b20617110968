import { useEffect, useSyncExternalStore } from "react";
import { type NodeState, node, type OpenNode } from "./node.ts";

/** How this page stands with its full node; begins to look for it when first asked. */
export function useNode(): NodeState {
  useEffect(() => node.start(), []);
  return useSyncExternalStore(node.subscribe, node.get);
}

/** The connection to ask the ledger over; `undefined` before the server named a node. */
export function useOpenNode(): OpenNode | undefined {
  useEffect(() => node.start(), []);
  return useSyncExternalStore(node.opened.subscribe, node.opened.get);
}
