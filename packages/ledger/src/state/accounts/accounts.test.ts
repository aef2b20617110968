import { hostCodec } from "@stadion/protocol/chain";
import { expect, test } from "vitest";
import { testKey } from "../../../testing/keys.ts";
import { TestChain } from "../../../testing/test-chain.ts";

const ada = testKey("ada");

test("[LD12] register makes the sender a Host, from that height on", () => {
  const chain = new TestChain();
  chain.block();
  expect(chain.read("host", ada.key, hostCodec)).toBeUndefined();
  expect(chain.register(ada)).toEqual(["ok"]);
  const host = { key: ada.key, payout: ada.key, registeredHeight: 2n, missed: 0, heartbeats: [] };
  expect(chain.read("host", ada.key, hostCodec)).toEqual(host);
});

test("[LD12] a Host can act in the block that registers it, but not before", () => {
  const chain = new TestChain();
  const beat = () => chain.sign(ada, "heartbeat", { height: 0n });
  const register = chain.sign(ada, "register", { payout: ada.key });
  expect(chain.block(beat(), register, beat())).toEqual(["not-registered", "ok", "ok"]);
});

test("[LD13] a heartbeat names a height below its block's and at most 100 older", () => {
  const chain = new TestChain();
  chain.register(ada);
  chain.blocksWithout(120);
  const send = (age: bigint) =>
    chain.block(chain.sign(ada, "heartbeat", { height: chain.height + 1n - age }))[0];
  expect([send(0n), send(1n), send(100n), send(101n)]).toEqual([
    ...["heartbeat-stale", "ok", "ok", "heartbeat-stale"],
  ]);
});

test("[LD13] the last two heartbeats are kept by the heights that took them", () => {
  const chain = new TestChain();
  chain.register(ada);
  const beats = () => chain.read("host", ada.key, hostCodec)?.heartbeats;
  const seen: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    chain.block(chain.sign(ada, "heartbeat", { height: 0n }));
    seen.push(beats());
  }
  expect(seen).toEqual([[2n], [2n, 3n], [3n, 4n]]);
});
