import type { Codec } from "../codec/index.ts";
import type { HostWeight } from "./genesis.ts";
import { type BeaconRole, beaconKey, cycleKey, sprintKey } from "./keys.ts";
import {
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

/** Where a record is found, and how its bytes are read. */
export interface RecordQuery<T> {
  readonly path: string;
  readonly key: Uint8Array;
  readonly codec: Codec<T>;
}

const noKey = new Uint8Array();

/**
 * All records that a ledger is asked for, each by what its key is made of; keys of Hosts are 32 bytes.
 *
 * @see spec/ledger.md LD23
 */
export const recordQueries = {
  account: (key: Uint8Array): RecordQuery<Account> => ({
    path: "account",
    key,
    codec: accountCodec,
  }),
  host: (key: Uint8Array): RecordQuery<Host> => ({ path: "host", key, codec: hostCodec }),
  cycle: (): RecordQuery<CycleRecord> => ({ path: "cycle", key: noKey, codec: cycleCodec }),
  beacon: (cycle: bigint, role: BeaconRole): RecordQuery<BeaconRecord> => ({
    path: "beacon",
    key: beaconKey(cycle, role),
    codec: beaconCodec,
  }),
  /** One Host in one Sprint. */
  entry: (cycle: bigint, host: Uint8Array): RecordQuery<SprintEntry> => ({
    path: "sprint",
    key: sprintKey(cycle, host),
    codec: sprintEntryCodec,
  }),
  /** All Hosts of one Sprint. */
  entries: (cycle: bigint): RecordQuery<SprintTable> => ({
    path: "entries",
    key: cycleKey(cycle),
    codec: sprintTableCodec,
  }),
  summary: (cycle: bigint): RecordQuery<SprintSummary> => ({
    path: "summary",
    key: cycleKey(cycle),
    codec: summaryCodec,
  }),
  /** Of one Host, in force. */
  weight: (host: Uint8Array): RecordQuery<HostWeight> => ({
    path: "weight",
    key: host,
    codec: weightCodec,
  }),
  weights: (): RecordQuery<WeightTable> => ({
    path: "weights",
    key: noKey,
    codec: weightTableCodec,
  }),
  total: (): RecordQuery<WeightTotal> => ({ path: "total", key: noKey, codec: totalCodec }),
};
