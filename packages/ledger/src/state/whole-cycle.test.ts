import { cycleKey, summaryCodec, weightTableCodec } from "@stadion/protocol/chain";
import { expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { founder, TestChain } from "../../testing/test-chain.ts";

const [ada, ben, cleo, dan] = ["ada", "ben", "cleo", "dan"].map(testKey) as [
  ReturnType<typeof testKey>,
  ReturnType<typeof testKey>,
  ReturnType<typeof testKey>,
  ReturnType<typeof testKey>,
];

test("[LD20] a whole cycle turns valid proofs into the weights in force", () => {
  const chain = new TestChain();
  expect(chain.register(ada, ben, cleo, dan)).toEqual(["ok", "ok", "ok", "ok"]);
  chain.toPhase("sprint");
  const proofs = new Map([ada, ben, cleo].map((host) => [host, chain.proof(host, 20)]));
  for (const [host, proof] of proofs)
    expect(chain.block(chain.commit(host, proof, 20))).toEqual(["ok"]);
  expect(chain.block(chain.commit(dan, chain.proof(dan, 5), 5))).toEqual(["ok"]);
  chain.toPhase("reveal");
  for (const [host, proof] of proofs)
    expect(chain.block(chain.reveal(host, proof, founder))).toEqual(["ok"]);
  chain.toPhase("audit");
  expect(
    chain.block(
      chain.verdict(ada, { digests: new Uint8Array(32).fill(1) }),
      chain.verdict(ben, { outcome: 2, nonce: BigInt(16 + (ben.key[0] as number)), fault: 1 }),
      chain.verdict(cleo, { outcome: 3 }),
    ),
  ).toEqual(["ok", "ok", "ok"]);
  chain.toPhase("work");
  expect(chain.read("summary", cycleKey(0n), summaryCodec)).toEqual({
    cycle: 0n,
    outcome: "settled",
    height: chain.height,
    committed: 4,
    revealed: 3,
    valid: 1,
    invalid: 1,
    unjudged: 1,
    missed: 1,
    weight: 20n,
  });
  expect(chain.read("weights", new Uint8Array(), weightTableCodec)).toEqual({
    cycle: 0n,
    weight: 20n,
    entries: [{ host: ada.key, weight: 20n }],
  });
});
