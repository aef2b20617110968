import { signTestBlock, testGenesis } from "../network/test-node-service.ts";
import {
  accountCodec,
  type CycleRecord,
  cycleCodec,
  decodeBody,
  decodeTransaction,
  type Host,
  hostCodec,
  kindName,
  type Refusal,
  refusalCode,
  type SprintEntry,
  sprintEntryCodec,
  summaryCodec,
  totalCodec,
  weightCodec,
} from "../rules/chain/index.ts";
import { equalBytes, hash, u64le } from "../rules/crypto/index.ts";
import { presets } from "../rules/params/index.ts";
import { hashProof, proofWeight } from "../rules/sprint/index.ts";
import type { Clock } from "./ports.ts";

const none = new Uint8Array(32);
const founder = testGenesis.founder;

export interface TakenTransaction {
  readonly kind: string;
  readonly lane: number;
  readonly nonce: bigint;
  readonly height: bigint;
  readonly code: number;
}

function firstCycle(cycle: bigint, height: bigint): CycleRecord {
  const { dealBlocks } = presets.test.cycle;
  return {
    cycle,
    phase: "deal",
    cycleStartHeight: height,
    phaseStartHeight: height,
    phaseEndHeight: height + BigInt(dealBlocks) - 1n,
    sprintStartMs: 0n,
    beaconMode: 0,
    sprintSeed: none,
    founder,
  };
}

/** The records of a test chain, and how blocks change them. One thought: the state is one closure. */
export function createChainState(clock: Clock) {
  const lastNonces = new Map<number, bigint>();
  let host: Host | undefined;
  let weight = { host: founder, weight: 0n };
  let total = { cycle: 0n, weight: 1n, hosts: 1 };
  const settled = new Map<bigint, bigint>();
  const state = {
    height: 0n,
    timeMs: clock.nowMs(),
    cycle: firstCycle(0n, 1n),
    mempool: [] as Uint8Array[],
    blocks: new Map<bigint, { block: Uint8Array; codes: number[] }>(),
    entries: new Map<bigint, SprintEntry>(),
    taken: [] as TakenTransaction[],
    refuses: undefined as Refusal | undefined,
    check,
    record,
    makeBlock,
  };
  return state;

  function check(bytes: Uint8Array): Refusal | undefined {
    const signed = decodeTransaction(bytes);
    if (!signed) return "malformed";
    const { lane, nonce, validUntil } = signed.tx;
    if (nonce <= (lastNonces.get(lane) ?? 0n)) return "nonce-used";
    if (validUntil <= state.height) return "expired";
    return undefined;
  }

  function makeBlock(): void {
    state.height += 1n;
    state.timeMs = clock.nowMs();
    const txs = state.mempool.splice(0);
    const codes = txs.map(apply);
    state.blocks.set(state.height, { block: signTestBlock(state.height, txs), codes });
    state.cycle = nextCycle();
  }

  function apply(bytes: Uint8Array): number {
    const early = check(bytes);
    const { tx } = decodeTransaction(bytes) ?? {};
    if (early || !tx) return refusalCode(early ?? "malformed");
    lastNonces.set(tx.lane, tx.nonce);
    const kind = kindName(tx.kind);
    const refusal = state.refuses ?? applyKind(kind, tx.sender, tx.body);
    state.refuses = undefined;
    const code = refusal ? refusalCode(refusal) : 0;
    const { lane, nonce } = tx;
    state.taken.push({ kind: kind ?? "", lane, nonce, height: state.height, code });
    return code;
  }

  function applyKind(
    kind: string | undefined,
    sender: Uint8Array,
    body: Uint8Array,
  ): Refusal | undefined {
    const { cycle, phase } = state.cycle;
    if (kind === "register") {
      if (host) return "already-registered";
      host = {
        key: sender,
        payout: sender,
        registeredHeight: state.height,
        missed: 0,
        heartbeats: [],
      };
      return undefined;
    }
    if (!host) return "not-registered";
    if (kind === "heartbeat") {
      host = { ...host, heartbeats: [...host.heartbeats, state.height].slice(-2) };
      return undefined;
    }
    if (kind === "commit") {
      const commit = decodeBody("commit", body);
      if (!commit) return "malformed";
      if (phase !== "sprint" || commit.cycle !== cycle) return "not-in-sprint";
      const commits = (state.entries.get(cycle)?.commits ?? 0) + 1;
      state.entries.set(cycle, { ...blankEntry(cycle, sender, state.height), ...commit, commits });
      return undefined;
    }
    const reveal = decodeBody("reveal", body);
    const entry = state.entries.get(cycle);
    if (!reveal || !entry) return "no-commit";
    if (phase !== "reveal") return "not-in-reveal";
    if (entry.status !== "committed") return "already-revealed";
    if (!equalBytes(hashProof(reveal.proof), entry.proofHash)) return "proof-hash-differs";
    state.entries.set(cycle, { ...entry, status: "revealed", revealHeight: state.height });
    return undefined;
  }

  function record(path: string): Uint8Array | undefined {
    const { cycle } = state.cycle;
    const entry = state.entries.get(cycle) ?? state.entries.get(cycle - 1n);
    switch (path) {
      case "cycle":
        return cycleCodec.encode(state.cycle);
      case "host":
        return host && hostCodec.encode(host);
      case "account":
        return host && accountOf(host);
      case "sprint":
        return entry && sprintEntryCodec.encode(entry);
      case "weight":
        return weightCodec.encode(weight);
      case "total":
        return totalCodec.encode(total);
      case "summary": {
        const height = settled.get(entry?.cycle ?? -1n);
        return height === undefined ? undefined : summaryCodec.encode(summaryAt(cycle, height));
      }
      default:
        return undefined;
    }
  }

  function accountOf({ key }: Host): Uint8Array {
    const lanes = [...lastNonces].map(([lane, nonce]) => ({ lane, nonce }));
    return accountCodec.encode({ key, balance: 0n, lanes });
  }

  function nextCycle(): CycleRecord {
    const now = state.cycle;
    const params = presets.test.cycle;
    const enter = (phase: CycleRecord["phase"], blocks: number): CycleRecord => ({
      ...now,
      phase,
      phaseStartHeight: state.height + 1n,
      phaseEndHeight: state.height + BigInt(blocks),
    });
    const isEnd = state.height >= now.phaseEndHeight;
    switch (now.phase) {
      case "deal":
        return isEnd ? enter("open", params.openBlocks) : now;
      case "open":
        return {
          ...enter("sprint", params.sprintMaxBlocks),
          sprintStartMs: BigInt(state.timeMs),
          sprintSeed: hash("sprint", u64le(now.cycle)),
        };
      case "sprint": {
        const isOver = state.timeMs - Number(now.sprintStartMs) >= params.sprintMs;
        return isEnd || isOver ? enter("reveal", params.revealBlocks) : now;
      }
      case "reveal":
        return isEnd ? enter("secondOpen", params.secondOpenBlocks) : now;
      case "secondOpen":
        return enter("audit", params.auditBlocks);
      case "audit":
        judge();
        if (!isEnd) return now;
        settle();
        return enter(
          "work",
          Number(now.cycleStartHeight) + params.cycleBlocks - Number(state.height) - 1,
        );
      case "work":
        return isEnd ? firstCycle(now.cycle + 1n, state.height + 1n) : now;
    }
  }

  function judge(): void {
    const { cycle } = state.cycle;
    const entry = state.entries.get(cycle);
    if (entry?.status === "revealed")
      state.entries.set(cycle, { ...entry, status: "valid", judgedHeight: state.height });
  }

  function settle(): void {
    const { cycle } = state.cycle;
    const entry = state.entries.get(cycle);
    settled.set(cycle, state.height);
    if (!entry) return;
    const own = entry.status === "valid" ? proofWeight(entry.count, entry.level) : 0n;
    const status = entry.status === "committed" ? "missed" : entry.status;
    state.entries.set(cycle, { ...entry, status, weight: own });
    weight = { host: entry.host, weight: own };
    total = { cycle, weight: own + 1n, hosts: 2 };
  }
}

function blankEntry(cycle: bigint, host: Uint8Array, height: bigint): SprintEntry {
  return {
    cycle,
    host,
    proofHash: none,
    count: 0,
    level: 0,
    commits: 0,
    commitHeight: height,
    revealHeight: 0n,
    status: "committed",
    weight: 0n,
    faultNonce: 0n,
    fault: 0,
    judgedHeight: 0n,
    digests: none,
  };
}

function summaryAt(cycle: bigint, height: bigint) {
  const counts = { committed: 1, revealed: 1, valid: 1, invalid: 0, unjudged: 0, missed: 0 };
  return { cycle, outcome: "settled" as const, height, ...counts, weight: 1n };
}
