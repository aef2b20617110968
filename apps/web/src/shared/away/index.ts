export { away } from "./away.ts";
export { describeMissed, missedBecause } from "./away-words.ts";
export { type AwayNews, useAway } from "./use-away.ts";
