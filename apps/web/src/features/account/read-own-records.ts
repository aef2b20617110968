import {
  type CycleRecord,
  type Host,
  keptCycles,
  recordQueries,
  type SprintEntry,
  type SprintSummary,
  type WeightTotal,
} from "@stadion/protocol/chain";
import type { NodeConnection } from "@stadion/protocol/network";
import { readRecord } from "#shared/chain/index.ts";

/** What the ledger has on one Host. */
export interface OwnRecords {
  /** The block after which it stands so. */
  readonly height: bigint;
  readonly host: Host | undefined;
  /** Weight in force. */
  readonly weight: bigint;
  readonly total: WeightTotal | undefined;
  readonly cycle: CycleRecord | undefined;
  /** The Sprints that the ledger still keeps, by rising cycle. */
  readonly sprints: readonly OwnSprint[];
}

/** A Host in one Sprint, and how that ended; `entry` is missing if the Host committed to nothing. */
export interface OwnSprint {
  readonly cycle: bigint;
  readonly entry: SprintEntry | undefined;
  readonly summary: SprintSummary | undefined;
}

type Source = Pick<NodeConnection, "query">;

/** @param before - what was read last: a settled Sprint changes no more */
export async function readOwnRecords(
  network: Source,
  key: Uint8Array,
  before: OwnRecords | undefined,
): Promise<OwnRecords> {
  const [host, weight, total, cycle] = await Promise.all([
    readRecord(network, recordQueries.host(key)),
    readRecord(network, recordQueries.weight(key)),
    readRecord(network, recordQueries.total()),
    readRecord(network, recordQueries.cycle()),
  ]);
  return {
    height: cycle.height,
    host: host.record,
    weight: weight.record?.weight ?? 0n,
    total: total.record,
    cycle: cycle.record,
    sprints: await readSprints(network, key, cycle.record?.cycle ?? 0n, before?.sprints ?? []),
  };
}

async function readSprints(
  network: Source,
  key: Uint8Array,
  present: bigint,
  before: readonly OwnSprint[],
): Promise<OwnSprint[]> {
  const sprints: OwnSprint[] = [];
  const first = present > keptCycles ? present - keptCycles : 0n;
  for (let cycle = first; cycle <= present; cycle++) {
    const settled = before.find((sprint) => sprint.cycle === cycle && sprint.summary);
    sprints.push(settled ?? (await readSprint(network, key, cycle)));
  }
  return sprints;
}

async function readSprint(network: Source, key: Uint8Array, cycle: bigint): Promise<OwnSprint> {
  // The summary first: an entry that is read after it is settled too.
  const { record: summary } = await readRecord(network, recordQueries.summary(cycle));
  const { record: entry } = await readRecord(network, recordQueries.entry(cycle, key));
  return { cycle, entry, summary };
}
