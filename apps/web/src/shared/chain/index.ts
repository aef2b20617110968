export { type BlockLine, isAbout, readLine } from "./block-line.ts";
export { type BlockLog, hasEarlier, mostLines, newerBlocks, pageBlocks } from "./block-log.ts";
export { type BlockFollower, type FollowedBlocks, followBlocks } from "./follow-blocks.ts";
export { type CycleFollower, type FollowedCycles, followCycles } from "./follow-cycles.ts";
export {
  type BlockPlace,
  type ChainCycles,
  type CycleFacts,
  cycleOf,
  cycleStart,
  type Moment,
  placeBlocks,
} from "./moments.ts";
export { type BlockFacts, readBlock, readTx, type TxContent, type TxFacts } from "./read-block.ts";
export { readCycleFacts, readCycleFrame } from "./read-cycles.ts";
export { readRecord } from "./read-record.ts";
