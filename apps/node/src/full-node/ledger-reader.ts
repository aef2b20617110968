import type { Engine } from "@stadion/ledger/engine";
import {
  accountCodec,
  type BeaconRecord,
  type BeaconRole,
  beaconCodec,
  beaconKey,
  type CycleRecord,
  cycleCodec,
  cycleKey,
  type Host,
  type HostWeight,
  hostCodec,
  type SprintEntry,
  type SprintSummary,
  sprintEntryCodec,
  sprintKey,
  sprintTableCodec,
  summaryCodec,
  weightTableCodec,
} from "@stadion/protocol/chain";

/** Records of the state after the last block (LD23), decoded. */
export interface LedgerReader {
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

const noKey = new Uint8Array();

export function createLedgerReader(engine: Pick<Engine, "query">): LedgerReader {
  const read = <T>(
    path: string,
    key: Uint8Array,
    codec: { decode(bytes: Uint8Array): T | undefined },
  ): T | undefined => {
    const { value } = engine.query(path, key);
    if (!value) return undefined;
    const record = codec.decode(value);
    if (record === undefined) throw new Error(`the ledger's record ${path} cannot be read`);
    return record;
  };
  return {
    height: () => engine.query("cycle", noKey).height,
    cycle() {
      const record = read("cycle", noKey, cycleCodec);
      if (!record) throw new Error("the ledger has no record of its cycle");
      return record;
    },
    beacon: (cycle, role) => read("beacon", beaconKey(cycle, role), beaconCodec),
    entries: (cycle) => read("entries", cycleKey(cycle), sprintTableCodec)?.entries ?? [],
    entry: (cycle, host) => read("sprint", sprintKey(cycle, host), sprintEntryCodec),
    proof: (cycle, host) => engine.query("proof", sprintKey(cycle, host)).value,
    host: (key) => read("host", key, hostCodec),
    lastNonce(key, lane) {
      const account = read("account", key, accountCodec);
      return account?.lanes.find((used) => used.lane === lane)?.nonce ?? 0n;
    },
    weights: () => read("weights", noKey, weightTableCodec)?.entries ?? [],
    summary: (cycle) => read("summary", cycleKey(cycle), summaryCodec),
  };
}
