import {
  beaconDealHash,
  type CycleRecord,
  cycleCodec,
  decodeGenesis,
  deriveChainId,
  type Genesis,
} from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import {
  type EmbeddedEngine,
  type EmbeddedEngineOptions,
  makeGenesis,
  openEmbeddedEngine,
} from "../src/engine/index.ts";
import { createMemoryStore, type LedgerStore } from "../src/store/index.ts";
import { createSigner, founder, genesisMs } from "./test-chain.ts";
import { TestClock } from "./test-clock.ts";

export const networkGenesis: Uint8Array = makeGenesis(founder.key, genesisMs, presets.test);
export const networkChainId: Uint8Array = deriveChainId(decodeGenesis(networkGenesis) as Genesis);

export interface TestNetwork {
  readonly clock: TestClock;
  readonly store: LedgerStore;
  readonly engine: EmbeddedEngine;
}

/** An embedded engine of preset `test` whose clock stands until a test moves it. */
export function openTestNetwork(fields: Partial<EmbeddedEngineOptions> = {}): TestNetwork {
  const clock = new TestClock(genesisMs);
  const store = createMemoryStore();
  const options = { store, genesis: networkGenesis, secretKey: founder.secret, clock, ...fields };
  return { clock, store: options.store, engine: openEmbeddedEngine(options) };
}

/** The transactions that the founder's beacon needs before each block, as a full node sends them. */
export function createTestDealer(engine: EmbeddedEngine) {
  const sign = createSigner(networkChainId);
  const secret = new Uint8Array(32).fill(5);
  return () => {
    const { value } = engine.query("cycle", new Uint8Array());
    const { cycle, phase } = cycleCodec.decode(value as Uint8Array) as CycleRecord;
    const height = engine.tip()?.height ?? 0n;
    // By height, so that a dealer that was started again signs the same.
    const fields = (role: bigint) => ({ validUntil: height + 10n, nonce: 2n * height + role + 1n });
    const hash = (role: 0 | 1) => beaconDealHash(networkChainId, cycle, role, secret);
    if (phase === "deal")
      for (const role of [0, 1] as const)
        engine.submit(
          sign(founder, "beaconDeal", { cycle, role, hash: hash(role) }, fields(BigInt(role))),
        );
    if (phase === "open" || phase === "secondOpen") {
      const role = phase === "open" ? 0 : 1;
      engine.submit(sign(founder, "beaconOpen", { cycle, role, secret }, fields(0n)));
    }
  };
}
