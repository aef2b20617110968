import type {
  Account,
  CycleRecord,
  Host,
  HostWeight,
  SprintEntry,
  SprintSummary,
  WeightTotal,
} from "../rules/chain/index.ts";
import {
  accountCodec,
  cycleCodec,
  cycleKey,
  hostCodec,
  sprintEntryCodec,
  sprintKey,
  summaryCodec,
  totalCodec,
  weightCodec,
} from "../rules/chain/index.ts";
import type { Codec } from "../rules/codec/index.ts";
import type { Network } from "./ports.ts";

/** The node gave a record that this version can't read. */
export class UnreadableRecordError extends Error {
  override readonly name = "UnreadableRecordError";
}

/** The records a Host reads, decoded (LD23). */
export interface LedgerReader {
  cycle(): Promise<CycleRecord | undefined>;
  host(key: Uint8Array): Promise<Host | undefined>;
  account(key: Uint8Array): Promise<Account | undefined>;
  entry(cycle: bigint, host: Uint8Array): Promise<SprintEntry | undefined>;
  summary(cycle: bigint): Promise<SprintSummary | undefined>;
  weight(host: Uint8Array): Promise<HostWeight | undefined>;
  total(): Promise<WeightTotal | undefined>;
}

export function createLedgerReader(network: Pick<Network, "query">): LedgerReader {
  const noKey = new Uint8Array();
  const read = async <T>(path: string, key: Uint8Array, codec: Codec<T>) => {
    const { value } = await network.query(path, key);
    if (!value) return undefined;
    const record = codec.decode(value);
    if (record === undefined)
      throw new UnreadableRecordError(`Expected a record of ${path}, found ${value.length} bytes`);
    return record;
  };
  return {
    cycle: () => read("cycle", noKey, cycleCodec),
    host: (key) => read("host", key, hostCodec),
    account: (key) => read("account", key, accountCodec),
    entry: (cycle, host) => read("sprint", sprintKey(cycle, host), sprintEntryCodec),
    summary: (cycle) => read("summary", cycleKey(cycle), summaryCodec),
    weight: (host) => read("weight", host, weightCodec),
    total: () => read("total", noKey, totalCodec),
  };
}
