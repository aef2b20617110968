import {
  type Account,
  type CycleRecord,
  type Host,
  type HostWeight,
  type RecordQuery,
  recordQueries,
  type SprintEntry,
  type SprintSummary,
  type WeightTotal,
} from "../rules/chain/index.ts";
import type { Network } from "./ports.ts";

/** The node gave a record that this version can't read. */
export class UnreadableRecordError extends Error {
  override readonly name = "UnreadableRecordError";
}

/** The records a Host reads, decoded (LD23); `undefined` for one that is not there. */
export interface LedgerReader {
  cycle(): Promise<CycleRecord | undefined>;
  host(key: Uint8Array): Promise<Host | undefined>;
  account(key: Uint8Array): Promise<Account | undefined>;
  entry(cycle: bigint, host: Uint8Array): Promise<SprintEntry | undefined>;
  summary(cycle: bigint): Promise<SprintSummary | undefined>;
  weight(host: Uint8Array): Promise<HostWeight | undefined>;
  total(): Promise<WeightTotal | undefined>;
}

type Source = Pick<Network, "query">;

export function createLedgerReader(network: Source): LedgerReader {
  return {
    cycle: () => readRecord(network, recordQueries.cycle()),
    host: (key) => readRecord(network, recordQueries.host(key)),
    account: (key) => readRecord(network, recordQueries.account(key)),
    entry: (cycle, host) => readRecord(network, recordQueries.entry(cycle, host)),
    summary: (cycle) => readRecord(network, recordQueries.summary(cycle)),
    weight: (host) => readRecord(network, recordQueries.weight(host)),
    total: () => readRecord(network, recordQueries.total()),
  };
}

/** A record as the node gives it; no proof comes with it yet. Throws `UnreadableRecordError`. */
export async function readRecord<T>(
  network: Source,
  { path, key, codec }: RecordQuery<T>,
): Promise<T | undefined> {
  const { value } = await network.query(path, key);
  if (!value) return undefined;
  const record = codec.decode(value);
  if (record === undefined)
    throw new UnreadableRecordError(
      `Expected a record of ${path} that this version can read, found ${value.length} bytes`,
    );
  return record;
}
