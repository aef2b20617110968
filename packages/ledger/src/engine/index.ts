export type { EngineClock } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded.ts";
export { openEmbeddedEngine } from "./embedded.ts";
export type { Engine, StoredBlock, SubmitResult, Tip } from "./engine.ts";
export { makeGenesis } from "./make-genesis.ts";
export type { MempoolLimits } from "./mempool.ts";
export type { ReplayOutcome } from "./replay-ledger.ts";
export { replayLedger } from "./replay-ledger.ts";
