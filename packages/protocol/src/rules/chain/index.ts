export { asciiBytes, asciiText } from "./ascii.ts";
export { beaconDealHash, deriveBeaconValue } from "./beacon-single.ts";
export type { Block, SignedBlock } from "./block.ts";
export { dataHash, decodeSignedBlock, deriveParts, encodeSignedBlock } from "./block.ts";
export type {
  BeaconDeal,
  BeaconOpen,
  Bodies,
  Commit,
  Heartbeat,
  Kind,
  NonceFault,
  Register,
  Reveal,
  Verdict,
  VerdictOutcome,
} from "./bodies.ts";
export {
  decodeBody,
  dutyKinds,
  encodeBody,
  kindName,
  kindNumbers,
  nonceFaults,
  verdictOutcomes,
} from "./bodies.ts";
export type { BlockCommit, CommitFault, CommitSignature } from "./commit.ts";
export { checkCommit, commitHash, signatureFlags, voteSignBytes } from "./commit.ts";
export { appVersion, blockVersion, consensusHash } from "./consensus.ts";
export type { Genesis, GenesisValidator, HostWeight } from "./genesis.ts";
export {
  decodeGenesis,
  deriveChainId,
  encodeGenesis,
  headerChainId,
  paramsHash,
} from "./genesis.ts";
export type { BlockId, Header, Time } from "./header.ts";
export { headerHash, msOfTime, noBlockId, timeOfMs } from "./header.ts";
export type { BeaconRole } from "./keys.ts";
export { beaconKey, cycleKey, sprintKey, u64be } from "./keys.ts";
export {
  keptCycles,
  keptSummaryCycles,
  livenessBlocks,
  maxBlockTxBytes,
  maxFounderReveals,
  maxRegistersPerBlock,
  maxTxBytes,
  maxTxLifeBlocks,
  maxTxsPerBlock,
  maxTxsPerSender,
  maxWeightHosts,
  sampleDraws,
  weightLimit,
} from "./limits.ts";
export { isLive } from "./liveness.ts";
export { merkleRoot } from "./merkle.ts";
export {
  accountCodec,
  beaconCodec,
  cycleCodec,
  hostCodec,
  sprintEntryCodec,
  sprintTableCodec,
  summaryCodec,
  totalCodec,
  weightCodec,
  weightTableCodec,
} from "./record-codecs.ts";
export type { RecordQuery } from "./record-queries.ts";
export { recordQueries } from "./record-queries.ts";
export type {
  Account,
  BeaconRecord,
  CycleRecord,
  Host,
  Phase,
  SprintEntry,
  SprintOutcome,
  SprintStatus,
  SprintSummary,
  SprintTable,
  WeightTable,
  WeightTotal,
} from "./records.ts";
export { phases, sprintOutcomes, sprintStatuses } from "./records.ts";
export type { NodeRefusal, Refusal } from "./refusals.ts";
export { advise, explain, refusalCode, refusalOf, refusals } from "./refusals.ts";
export type { ResultCode } from "./results.ts";
export { resultsHash } from "./results.ts";
export { auditRank, deriveSample, verdictDigests } from "./sample.ts";
export type { SignedTransaction, Transaction } from "./transaction.ts";
export {
  decodeTransaction,
  encodeTransaction,
  signTransaction,
  transactionId,
  transactionMessage,
  transactionVersion,
} from "./transaction.ts";
export type { Validator } from "./validators.ts";
export {
  sortValidators,
  totalPower,
  updateValidators,
  validatorAddress,
  validatorsHash,
} from "./validators.ts";
