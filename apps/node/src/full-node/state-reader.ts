import type { Engine } from "@stadion/ledger/engine";
import {
  type BeaconRecord,
  type BeaconRole,
  type CycleRecord,
  type Host,
  type HostWeight,
  type RecordQuery,
  recordQueries,
  type SprintEntry,
  type SprintSummary,
  sprintKey,
} from "@stadion/protocol/chain";

/** Records of the node's own state after the last block (LD23), decoded and at once. */
export interface StateReader {
  /** Height of the last block; 0 before the first. */
  height(): bigint;
  cycle(): CycleRecord;
  beacon(cycle: bigint, role: BeaconRole): BeaconRecord | undefined;
  /** All Hosts that committed in this cycle. */
  entries(cycle: bigint): readonly SprintEntry[];
  entry(cycle: bigint, host: Uint8Array): SprintEntry | undefined;
  /** The proof a Host revealed, encoded. */
  proof(cycle: bigint, host: Uint8Array): Uint8Array | undefined;
  host(key: Uint8Array): Host | undefined;
  /** The last nonce that was taken from this sender in this lane. */
  lastNonce(key: Uint8Array, lane: number): bigint;
  /** The weights in force. */
  weights(): readonly HostWeight[];
  summary(cycle: bigint): SprintSummary | undefined;
}

export function createStateReader(engine: Pick<Engine, "query">): StateReader {
  const read = <T>({ path, key, codec }: RecordQuery<T>): T | undefined => {
    const { value } = engine.query(path, key);
    if (!value) return undefined;
    const record = codec.decode(value);
    if (record === undefined) throw new Error(`the ledger's record ${path} cannot be read`);
    return record;
  };
  const { path, key } = recordQueries.cycle();
  return {
    height: () => engine.query(path, key).height,
    cycle() {
      const record = read(recordQueries.cycle());
      if (!record) throw new Error("the ledger has no record of its cycle");
      return record;
    },
    beacon: (cycle, role) => read(recordQueries.beacon(cycle, role)),
    entries: (cycle) => read(recordQueries.entries(cycle))?.entries ?? [],
    entry: (cycle, host) => read(recordQueries.entry(cycle, host)),
    proof: (cycle, host) => engine.query("proof", sprintKey(cycle, host)).value,
    host: (host) => read(recordQueries.host(host)),
    lastNonce(sender, lane) {
      const account = read(recordQueries.account(sender));
      return account?.lanes.find((used) => used.lane === lane)?.nonce ?? 0n;
    },
    weights: () => read(recordQueries.weights())?.entries ?? [],
    summary: (cycle) => read(recordQueries.summary(cycle)),
  };
}
