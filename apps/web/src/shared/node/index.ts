export { loadDialler, type NodeState, node, type OpenNode } from "./node.ts";
export { useNode, useOpenNode } from "./use-node.ts";
