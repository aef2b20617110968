import {
  cycleKey,
  encodeBody,
  hostCodec,
  type Kind,
  kindNumbers,
  summaryCodec,
  totalCodec,
  weightTableCodec,
} from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { founder, TestChain } from "../../testing/test-chain.ts";
import { createMemoryStore } from "../store/index.ts";
import { createStateMachine } from "./index.ts";

// Chains driven by whatever comes: no block may throw, every machine must agree, and the sums must hold.

const hosts = [founder, testKey("ada"), testKey("ben"), testKey("cleo")] as const;
const none = new Uint8Array();

const action = fc.record({
  what: fc.constantFrom(
    ...(["register", "heartbeat", "commit", "reveal", "verdict", "deal", "open"] as const),
    ...(["garbage", "mutated"] as const),
  ),
  by: fc.constantFrom(...hosts),
  of: fc.constantFrom(...hosts),
  count: fc.constantFrom(1, 5, 384, 500),
  level: fc.constantFrom(0, 0, 0, 3, 41),
  outcome: fc.constantFrom(1, 1, 2, 3),
  role: fc.constantFrom(0 as const, 1 as const),
  byte: fc.nat(255),
  at: fc.nat(),
});
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function transaction(chain: TestChain, sent: Map<string, Uint8Array>, a: Action): Uint8Array {
  const { by, of, count, level } = a;
  const slot = `${chain.cycle.cycle} ${of.key}`;
  switch (a.what) {
    case "register":
      return chain.sign(by, "register", { payout: of.key });
    case "heartbeat":
      return chain.sign(by, "heartbeat", { height: chain.height - BigInt(a.byte % 3) + 1n });
    case "commit": {
      const proof = chain.proof(by, count, Math.min(level, 40));
      sent.set(`${chain.cycle.cycle} ${by.key}`, proof);
      return chain.commit(by, proof, count, level);
    }
    case "reveal":
      return chain.reveal(of, sent.get(slot) ?? none, by);
    case "verdict": {
      const nonce = a.outcome === 2 ? BigInt(of.key[0] as number) : 0n;
      const fault = a.outcome === 2 ? 1 : 0;
      return chain.verdict(of, { outcome: a.outcome as 1, nonce, fault }, founder);
    }
    case "deal":
      return chain.deal(a.role);
    case "open":
      return chain.open(a.role);
    case "garbage": {
      const kinds = Object.keys(kindNumbers) as Kind[];
      const kind = kindNumbers[kinds[a.byte % kinds.length] as Kind];
      const body = new Uint8Array(a.at % 200).fill(a.byte);
      return chain.sign(by, "heartbeat", { height: 0n }, { kind, body });
    }
    case "mutated": {
      const tx = chain.sign(by, "register", { payout: by.key });
      return tx.with(a.at % tx.length, a.byte);
    }
  }
}

const blocks = fc.array(fc.array(action, { maxLength: 5 }), { minLength: 70, maxLength: 130 });

/** Missed duties by the Hosts' own records, and by those of the Sprints. */
const missedOf = (chain: TestChain) =>
  hosts.reduce((sum, { key }) => sum + (chain.read("host", key, hostCodec)?.missed ?? 0), 0);
const missedIn = (chain: TestChain) =>
  Array.from({ length: Number(chain.cycle.cycle) + 1 }, (_, i) => cycleKey(BigInt(i)))
    .map((key) => chain.read("summary", key, summaryCodec)?.missed ?? 0)
    .reduce((sum, missed) => sum + missed, 0);

test("[LD7] [LD20] random chains run, agree when run again, and keep their sums", () => {
  let settled = 0;
  const holds = (plan: Action[][]) => {
    const store = createMemoryStore().state;
    const chain = new TestChain({ store });
    const sent = new Map<string, Uint8Array>();
    chain.block(...hosts.slice(1).map((key) => chain.sign(key, "register", { payout: key.key })));
    for (const actions of plan) {
      // The founder does its part, so that chains come as far as settling.
      const duties = { deal: [0, 1], open: [0], secondOpen: [1] } as const;
      const { phase } = chain.cycle;
      const roles =
        phase === "deal" || phase === "open" || phase === "secondOpen" ? duties[phase] : [];
      const own = roles.map((role) => (phase === "deal" ? chain.deal(role) : chain.open(role)));
      chain.block(...own, ...actions.map((one) => transaction(chain, sent, one)));
      const weights = chain.read("weights", none, weightTableCodec) ?? expect.unreachable();
      const sum = weights.entries.reduce((total, { weight }) => total + weight, 0n);
      expect(chain.read("total", none, totalCodec)).toEqual({
        ...{ cycle: weights.cycle, weight: sum, hosts: weights.entries.length },
      });
      expect(sum).toBeGreaterThan(0n);
      if (sum > 1n) settled++;
    }
    expect(missedOf(chain)).toEqual(missedIn(chain));
    const again = createStateMachine({ store: createMemoryStore().state, params: presets.test });
    again.initChain(chain.genesis);
    for (const block of chain.blocks) {
      again.finalizeBlock(block);
      again.commit();
    }
    expect(again.info()).toEqual(chain.machine.info());
    expect(createStateMachine({ store, params: presets.test }).info()).toEqual(again.info());
  };
  fc.assert(fc.property(blocks, holds), { numRuns: 40 });
  expect(settled).toBeGreaterThan(100);
});

test("[TX5] no bytes make a block throw", () => {
  const chain = new TestChain();
  const txs = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 });
  fc.assert(
    fc.property(txs, (bytes) => {
      expect(chain.block(...bytes).every((outcome) => outcome === "malformed")).toBe(true);
    }),
    { numRuns: 500 },
  );
  const body = encodeBody("heartbeat", { height: 0n });
  expect(
    chain.block(chain.sign(founder, "heartbeat", { height: 0n }, { body, validUntil: 600n })),
  ).toEqual(["heartbeat-stale"]);
});
