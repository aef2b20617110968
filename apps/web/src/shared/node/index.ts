export { nextTryWords } from "./next-try.ts";
export { NoNode } from "./no-node.tsx";
export { loadDialler, type NodeState, node, type OpenNode } from "./node.ts";
export { useNode, useOpenNode } from "./use-node.ts";
