export { away } from "./away.ts";
export { describeMissed } from "./away-words.ts";
export { useAway } from "./use-away.ts";
