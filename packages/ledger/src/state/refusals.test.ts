import { maxWeightHosts, type Refusal, refusals } from "@stadion/protocol/chain";
import { beforeEach, describe, expect, test } from "vitest";
import { fillSprint } from "../../testing/full-sprint.ts";
import { testKey } from "../../testing/keys.ts";
import { founder, type Outcome, TestChain } from "../../testing/test-chain.ts";
import { createMemoryStore } from "../store/index.ts";
import type { StateStore } from "./index.ts";

// One transaction for each code of LD22, sent at a moment when it is the only thing wrong.

const [ada, ben, eve] = [testKey("ada"), testKey("ben"), testKey("eve")];
const bytes32 = new Uint8Array(32).fill(7);

let chain: TestChain;
let store: StateStore;
beforeEach(() => {
  store = createMemoryStore().state;
  chain = new TestChain({ store });
  expect(chain.register(ada, ben)).toEqual(["ok", "ok"]);
});

const heartbeat = (fields = {}, key = ada) =>
  chain.sign(key, "heartbeat", { height: chain.height }, fields);
const last = (outcomes: readonly Outcome[]) => outcomes.at(-1);

/** Brings Ada's proof to where it can be revealed, after an alteration. */
function committed(alter: (proof: Uint8Array) => Uint8Array = (proof) => proof) {
  chain.toPhase("sprint");
  const proof = alter(chain.proof(ada, 20));
  expect(chain.block(chain.commit(ada, proof, 20))).toEqual(["ok"]);
  chain.toPhase("reveal");
  return proof;
}

function revealed() {
  const proof = committed();
  expect(chain.block(chain.reveal(ada, proof))).toEqual(["ok"]);
  return proof;
}

/** A valid proof with one byte of its head (SP25) changed to another meaning. */
const withBytes = (at: number, bytes: Uint8Array) => (proof: Uint8Array) => {
  const altered = proof.slice();
  altered.set(bytes, at);
  return altered;
};

const cases: Readonly<Record<Refusal, () => Outcome | undefined>> = {
  malformed: () => last(chain.block(Uint8Array.of(1, 2, 3))),
  "wrong-version": () => {
    const tx = heartbeat().slice();
    tx[0] = 2; // the signature no longer fits either, but the version comes first
    return last(chain.block(tx));
  },
  "wrong-chain": () => last(chain.block(heartbeat({ chainId: bytes32 }))),
  "bad-signature": () => {
    const tx = heartbeat();
    return last(chain.block(tx.with(tx.length - 1, (tx.at(-1) as number) ^ 1)));
  },
  expired: () => last(chain.block(heartbeat({ validUntil: chain.height }))),
  "valid-too-long": () => last(chain.block(heartbeat({ validUntil: chain.height + 1002n }))),
  "nonce-used": () => {
    const tx = heartbeat();
    return last(chain.block(tx, tx));
  },
  "fee-not-zero": () => last(chain.block(heartbeat({ fee: 1n }))),
  "unknown-kind": () => last(chain.block(heartbeat({ kind: 8 }))),
  "too-many": () => last(chain.block(...Array.from({ length: 9 }, () => heartbeat()))),
  "not-registered": () => last(chain.block(heartbeat({}, eve))),
  "already-registered": () => last(chain.register(ada)),
  "payout-not-sender": () => last(chain.block(chain.sign(eve, "register", { payout: ada.key }))),
  "heartbeat-stale": () =>
    last(chain.block(chain.sign(ada, "heartbeat", { height: chain.height + 1n }))),
  "wrong-cycle": () => last(chain.block(chain.deal(0, 1n))),
  "not-in-deal": () => {
    chain.blocksWithout(chain.params.cycle.dealBlocks); // the cycle is void
    return last(chain.block(chain.deal(0)));
  },
  "not-in-open": () => {
    chain.block(chain.deal(0));
    return last(chain.block(chain.open(0)));
  },
  "not-the-dealer": () =>
    last(chain.block(chain.sign(ada, "beaconDeal", { cycle: 0n, role: 0, hash: bytes32 }))),
  "already-dealt": () => last(chain.block(chain.deal(1), chain.deal(1))),
  "secret-differs": () => {
    chain.toPhase("open");
    const body = { cycle: 0n, role: 0, secret: bytes32 } as const;
    return last(chain.block(chain.sign(founder, "beaconOpen", body)));
  },
  "not-in-sprint": () => last(chain.block(chain.commit(ada, bytes32, 20))),
  "not-in-reveal": () => {
    chain.toPhase("sprint");
    const proof = chain.proof(ada, 20);
    chain.block(chain.commit(ada, proof, 20));
    return last(chain.block(chain.reveal(ada, proof)));
  },
  "already-revealed": () => {
    const proof = revealed();
    return last(chain.block(chain.reveal(ada, proof, ben)));
  },
  "proof-hash-differs": () => {
    committed();
    return last(chain.block(chain.reveal(ada, chain.proof(ada, 19))));
  },
  "proof-malformed": () => {
    const proof = committed(withBytes(0, Uint8Array.of(2)));
    return last(chain.block(chain.reveal(ada, proof)));
  },
  "proof-of-another-sprint": () => {
    const proof = committed(withBytes(1, bytes32));
    return last(chain.block(chain.reveal(ada, proof)));
  },
  "proof-of-another-host": () => {
    const proof = committed(withBytes(33, ben.key));
    return last(chain.block(chain.reveal(ada, proof)));
  },
  "proof-differs-from-commit": () => {
    chain.toPhase("sprint");
    const proof = chain.proof(ada, 20);
    chain.block(chain.commit(ada, proof, 21));
    chain.toPhase("reveal");
    return last(chain.block(chain.reveal(ada, proof)));
  },
  "not-in-audit": () => {
    revealed();
    return last(chain.block(chain.verdict(ada)));
  },
  "not-the-referee": () => {
    revealed();
    chain.toPhase("audit");
    return last(chain.block(chain.verdict(ada, {}, ada)));
  },
  "nothing-to-judge": () => {
    revealed();
    chain.toPhase("audit");
    return last(chain.block(chain.verdict(ben)));
  },
  "already-judged": () => {
    revealed();
    chain.toPhase("audit");
    return last(chain.block(chain.verdict(ada), chain.verdict(ada, { outcome: 3 })));
  },
  "nonce-not-in-proof": () => {
    revealed();
    chain.toPhase("audit");
    return last(chain.block(chain.verdict(ada, { outcome: 2, nonce: 2n ** 63n, fault: 1 })));
  },
  "bad-count-or-level": () => {
    chain.toPhase("sprint");
    return last(chain.block(chain.commit(ada, bytes32, 0)));
  },
  "no-commit": () => {
    committed();
    return last(chain.block(chain.reveal(ben, chain.proof(ben, 20))));
  },
  "already-open": () => {
    chain.toPhase("sprint");
    return last(chain.block(chain.open(0)));
  },
  "not-dealt": () => last(chain.block(chain.open(0))),
  "sprint-full": () => {
    chain.toPhase("sprint");
    fillSprint(chain, store, maxWeightHosts);
    return last(chain.block(chain.commit(ada, bytes32, 20)));
  },
  "block-too-big": () => {
    const reveal = { cycle: 0n, host: ada.key, proof: new Uint8Array(3072) };
    const body = { body: new Uint8Array(65_500) };
    const keys = [ada, ben, founder].flatMap((key) => new Array<typeof key>(8).fill(key));
    return last(chain.block(...keys.map((key) => chain.sign(key, "reveal", reveal, body))));
  },
};

describe("[LD22] the code", () => {
  test.each(refusals)(
    "%s",
    (code) => {
      expect(cases[code]()).toBe(code);
    },
    60_000,
  );
});
