import type { Codec } from "../codec/index.ts";
import {
  bytes32,
  container,
  createCodec,
  list,
  mapCodec,
  refineCodec,
  u8,
  u16,
  u32,
  u64,
} from "../codec/index.ts";
import type { HostWeight } from "./genesis.ts";
import { hostWeightType } from "./genesis.ts";
import { maxWeightHosts } from "./limits.ts";
import type {
  Account,
  BeaconRecord,
  CycleRecord,
  Host,
  SprintEntry,
  SprintSummary,
  SprintTable,
  WeightTable,
  WeightTotal,
} from "./records.ts";
import { phases, sprintOutcomes, sprintStatuses } from "./records.ts";

const lane = container({ lane: u8, nonce: u64 });

export const accountCodec: Codec<Account> = createCodec<Account>(
  container({ key: bytes32, balance: u64, lanes: list(lane, 256) }),
);

export const hostCodec: Codec<Host> = createCodec<Host>(
  container({
    key: bytes32,
    payout: bytes32,
    registeredHeight: u64,
    missed: u32,
    heartbeats: list(u64, 2),
  }),
);

export const cycleCodec: Codec<CycleRecord> = mapCodec(
  createCodec(
    container({
      cycle: u64,
      phase: u8,
      cycleStartHeight: u64,
      phaseStartHeight: u64,
      phaseEndHeight: u64,
      sprintStartMs: u64,
      beaconMode: u8,
      sprintSeed: bytes32,
      founder: bytes32,
    }),
  ),
  (record) => ({ ...record, phase: phases.indexOf(record.phase) }),
  (wire) => {
    const phase = phases[wire.phase];
    return phase && { ...wire, phase };
  },
);

export const beaconCodec: Codec<BeaconRecord> = refineCodec(
  createCodec(
    container({
      cycle: u64,
      role: u8,
      mode: u8,
      hash: bytes32,
      dealHeight: u64,
      value: bytes32,
      openHeight: u64,
    }),
  ),
  (wire): wire is BeaconRecord => wire.role <= 1,
);

const sprintEntryType = container({
  cycle: u64,
  host: bytes32,
  proofHash: bytes32,
  count: u16,
  level: u8,
  commits: u32,
  commitHeight: u64,
  revealHeight: u64,
  status: u8,
  weight: u64,
  faultNonce: u64,
  fault: u8,
  judgedHeight: u64,
  digests: bytes32,
});
type WireEntry = Omit<SprintEntry, "status" | "fault"> & { status: number; fault: number };

function entryToWire(entry: SprintEntry): WireEntry {
  return { ...entry, status: sprintStatuses.indexOf(entry.status) };
}

function entryFromWire(wire: WireEntry): SprintEntry | undefined {
  const { fault } = wire;
  const status = sprintStatuses[wire.status];
  if (!status || (fault !== 0 && fault !== 1 && fault !== 2)) return undefined;
  return { ...wire, status, fault };
}

export const sprintEntryCodec: Codec<SprintEntry> = mapCodec(
  createCodec<WireEntry>(sprintEntryType),
  entryToWire,
  entryFromWire,
);

export const sprintTableCodec: Codec<SprintTable> = mapCodec(
  createCodec<{ cycle: bigint; entries: readonly WireEntry[] }>(
    container({ cycle: u64, entries: list(sprintEntryType, maxWeightHosts) }),
  ),
  ({ cycle, entries }) => ({ cycle, entries: entries.map(entryToWire) }),
  ({ cycle, entries }) => {
    const read = entries.map(entryFromWire);
    return read.every((entry) => entry !== undefined) ? { cycle, entries: read } : undefined;
  },
);

export const summaryCodec: Codec<SprintSummary> = mapCodec(
  createCodec(
    container({
      cycle: u64,
      outcome: u8,
      height: u64,
      committed: u32,
      revealed: u32,
      valid: u32,
      invalid: u32,
      unjudged: u32,
      missed: u32,
      weight: u64,
    }),
  ),
  (summary) => ({ ...summary, outcome: sprintOutcomes.indexOf(summary.outcome) }),
  (wire) => {
    const outcome = sprintOutcomes[wire.outcome];
    return outcome && { ...wire, outcome };
  },
);

export const weightCodec: Codec<HostWeight> = createCodec<HostWeight>(hostWeightType);

export const totalCodec: Codec<WeightTotal> = createCodec<WeightTotal>(
  container({ cycle: u64, weight: u64, hosts: u32 }),
);

export const weightTableCodec: Codec<WeightTable> = createCodec<WeightTable>(
  container({ cycle: u64, weight: u64, entries: list(hostWeightType, maxWeightHosts) }),
);
