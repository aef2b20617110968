export { type BlockLine, isAbout, readLine } from "./block-line.ts";
export { hasEarlier, newerBlocks } from "./block-log.ts";
export { type BlockFollower, type FollowedBlocks, followBlocks } from "./follow-blocks.ts";
export { type CycleFollower, followCycles } from "./follow-cycles.ts";
export {
  type BlockPlace,
  type ChainCycles,
  cycleOf,
  type Moment,
  placeBlocks,
} from "./moments.ts";
export { type BlockFacts, readBlock, readTx, type TxContent, type TxFacts } from "./read-block.ts";
export { readCycleFacts, readCycleFrame } from "./read-cycles.ts";
export { readRecord } from "./read-record.ts";
