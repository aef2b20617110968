export type { BenchmarkOptions, BenchmarkProgress, BenchmarkResult } from "./benchmark.ts";
export { benchmark } from "./benchmark.ts";
export type { HostPorts } from "./context.ts";
export type { MissReason } from "./coverage.ts";
export { missReasons } from "./coverage.ts";
export type { HostOptions, RunningHost } from "./host.ts";
export { createHost } from "./host.ts";
export type { HostBenchmarkOptions } from "./keep-benchmarks.ts";
export { BenchmarkRefusedError, keepBenchmark, loadBenchmarks } from "./keep-benchmarks.ts";
export type {
  Clock,
  Compute,
  ComputedNonce,
  ComputeJob,
  ConnectionState,
  Network,
  Random,
  Store,
} from "./ports.ts";
export type { Estimate, MeasuredRate, SprintPrediction } from "./predict-sprint.ts";
export { predictSprint } from "./predict-sprint.ts";
export { readRecord } from "./read-ledger.ts";
export { createSchedule, type SprintSchedule } from "./sprint-schedule.ts";
export { heartbeatBlocks, isHeartbeatDue, resendBlocks, txLifeBlocks } from "./timing.ts";
export type {
  BenchmarkRecord,
  BenchmarkView,
  ElsewhereView,
  HostControls,
  HostEvent,
  HostView,
  MissedTime,
  RefusedView,
  SprintControls,
  SprintLedgerView,
  SprintRecord,
  SprintView,
} from "./view.ts";
