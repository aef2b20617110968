import {
  asciiBytes,
  type BeaconRole,
  type Bodies,
  beaconDealHash,
  beaconKey,
  type CycleRecord,
  cycleCodec,
  decodeGenesis,
  deriveChainId,
  encodeBody,
  encodeGenesis,
  type Genesis,
  type Kind,
  kindNumbers,
  type Phase,
  paramsHash,
  type Refusal,
  refusalOf,
  type SprintEntry,
  signTransaction,
  sprintEntryCodec,
  sprintKey,
  type Transaction,
  u64be,
} from "@stadion/protocol/chain";
import { concatBytes, sha256 } from "@stadion/protocol/crypto";
import { type Params, presets } from "@stadion/protocol/params";
import { encodeProof, hashProof } from "@stadion/protocol/sprint";
import {
  type BlockToFinalize,
  createStateMachine,
  type FinalizedBlock,
  type StateMachine,
  type StateStore,
} from "../src/state/index.ts";
import { createMemoryStore } from "../src/store/index.ts";
import { type TestKey, testKey } from "./keys.ts";

export const founder: TestKey = testKey("founder");
export const genesisMs = 1_700_000_000_000;

export function testGenesis(params: Params, fields: Partial<Genesis> = {}): Uint8Array {
  return encodeGenesis({
    version: 1,
    preset: asciiBytes(params.name),
    paramsHash: paramsHash(params),
    timeMs: BigInt(genesisMs),
    founder: founder.key,
    validators: [{ key: founder.key, power: 1n }],
    weights: [{ host: founder.key, weight: 1n }],
    ...fields,
  });
}

/** Signs transactions of one network, each with the next nonce. */
export function createSigner(chainId: Uint8Array) {
  let nonce = 0n;
  return function sign<K extends Kind>(
    { secret }: TestKey,
    kind: K,
    body: Bodies[K],
    fields: Partial<Transaction> = {},
  ): Uint8Array {
    const tx = {
      ...{ chainId, lane: 0, nonce: ++nonce, validUntil: 500n, fee: 0n },
      ...{ kind: kindNumbers[kind], body: encodeBody(kind, body) },
      ...fields,
    };
    return signTransaction(tx, secret);
  };
}

export type Outcome = "ok" | Refusal;

/** A state machine that is driven block by block, without an engine. */
export class TestChain {
  readonly params: Params;
  readonly genesis: Uint8Array;
  readonly chainId: Uint8Array;
  readonly sign: ReturnType<typeof createSigner>;
  readonly blocks: BlockToFinalize[] = [];
  machine: StateMachine;
  timeMs = genesisMs;
  last: FinalizedBlock | undefined;

  constructor({
    params = presets.test,
    store = createMemoryStore().state,
    genesis = testGenesis(params),
  }: {
    params?: Params;
    store?: StateStore;
    genesis?: Uint8Array;
  } = {}) {
    this.params = params;
    this.genesis = genesis;
    this.chainId = deriveChainId(decodeGenesis(genesis) as Genesis);
    this.sign = createSigner(this.chainId);
    this.machine = createStateMachine({ store, params });
    this.machine.initChain(genesis);
  }

  get height(): bigint {
    return this.machine.info().height;
  }

  /** Runs and commits the next block; gives what became of each transaction. */
  block(...txs: Uint8Array[]): Outcome[] {
    this.timeMs += this.params.cycle.blockMs;
    const block = { height: this.height + 1n, timeMs: this.timeMs, txs };
    this.last = this.machine.finalizeBlock(block);
    this.machine.commit();
    this.blocks.push(block);
    return this.last.codes.map((code) => refusalOf(code) ?? "ok");
  }

  blocksWithout(count: number): void {
    for (let i = 0; i < count; i++) this.block();
  }

  get cycle(): CycleRecord {
    return this.read("cycle", new Uint8Array(), cycleCodec) as CycleRecord;
  }

  entry({ key }: TestKey, cycle = this.cycle.cycle): SprintEntry | undefined {
    return this.read("sprint", sprintKey(cycle, key), sprintEntryCodec);
  }

  read<T>(path: string, key: Uint8Array, codec: { decode(bytes: Uint8Array): T | undefined }) {
    const { value } = this.machine.query(path, key);
    return value && codec.decode(value);
  }

  register(...keys: TestKey[]): Outcome[] {
    return this.block(...keys.map((key) => this.sign(key, "register", { payout: key.key })));
  }

  secret(cycle: bigint, role: BeaconRole): Uint8Array {
    return sha256(concatBytes(u64be(cycle), Uint8Array.of(role)));
  }

  deal(role: BeaconRole, cycle = this.cycle.cycle): Uint8Array {
    const hash = beaconDealHash(this.chainId, cycle, role, this.secret(cycle, role));
    return this.sign(founder, "beaconDeal", { cycle, role, hash });
  }

  open(role: BeaconRole, cycle = this.cycle.cycle): Uint8Array {
    const secret = this.secret(cycle, role);
    return this.sign(founder, "beaconOpen", { cycle, role, secret });
  }

  /** Goes on, dealing and opening as the founder should, until the next block stands in a phase. */
  toPhase(phase: Phase): void {
    for (let i = 0; i < 2 * this.params.cycle.cycleBlocks; i++) {
      const current = this.cycle;
      if (current.phase === phase) return;
      const isDealt = this.machine.query("beacon", beaconKey(current.cycle, 1)).value;
      if (current.phase === "deal" && !isDealt) this.block(this.deal(0), this.deal(1));
      else if (current.phase === "open") this.block(this.open(0));
      else if (current.phase === "secondOpen") this.block(this.open(1));
      else this.block();
    }
    throw new Error(`no phase ${phase} within two cycles`);
  }

  /** A proof as a Host would have it in this Sprint; what its nonces are worth is nobody's matter here. */
  proof({ key }: TestKey, count: number, level = 0): Uint8Array {
    const nonces = Array.from({ length: count }, (_, i) => BigInt(16 * i + (key[0] as number)));
    return encodeProof({ sprintSeed: this.cycle.sprintSeed, hostKey: key, level, nonces });
  }

  commit(host: TestKey, proof: Uint8Array, count: number, level = 0): Uint8Array {
    const body = { cycle: this.cycle.cycle, proofHash: hashProof(proof), count, level };
    return this.sign(host, "commit", body);
  }

  reveal(host: TestKey, proof: Uint8Array, sender = host): Uint8Array {
    return this.sign(sender, "reveal", { cycle: this.cycle.cycle, host: host.key, proof });
  }

  verdict(host: TestKey, fields: Partial<Bodies["verdict"]> = {}, sender = founder): Uint8Array {
    const { cycle } = this.cycle;
    const blank = { outcome: 1, nonce: 0n, fault: 0, digests: new Uint8Array(32) } as const;
    return this.sign(sender, "verdict", { cycle, host: host.key, ...blank, ...fields });
  }
}
