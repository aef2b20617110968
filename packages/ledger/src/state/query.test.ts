import { cycleKey, sprintTableCodec, weightCodec, weightTableCodec } from "@stadion/protocol/chain";
import { expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { founder, TestChain } from "../../testing/test-chain.ts";

const none = new Uint8Array();

test("[LD23] after genesis there are the founder, its weight, the cycle and the total", () => {
  const chain = new TestChain();
  const found = (path: string, key: Uint8Array) =>
    chain.machine.query(path, key).value !== undefined;
  expect(found("host", founder.key)).toBe(true);
  expect(found("account", founder.key)).toBe(false);
  expect(found("cycle", none)).toBe(true);
  expect(found("total", none)).toBe(true);
  expect(chain.read("weight", founder.key, weightCodec)).toEqual({ host: founder.key, weight: 1n });
  expect(chain.machine.query("genesis", none)).toEqual({ height: 0n, value: chain.genesis });
});

test("[LD23] an answer names the height of its state", () => {
  const chain = new TestChain();
  chain.blocksWithout(3);
  expect(chain.machine.query("host", testKey("ada").key)).toEqual({ height: 3n, value: undefined });
});

test("[LD23] tables of a cycle or of all weights are never nothing, but may be empty", () => {
  const chain = new TestChain();
  const entries = chain.read("entries", cycleKey(9n), sprintTableCodec);
  expect(entries).toEqual({ cycle: 9n, entries: [] });
  const weights = [{ host: founder.key, weight: 1n }];
  expect(chain.read("weights", none, weightTableCodec)).toEqual({
    ...{ cycle: 0n, weight: 1n, entries: weights },
  });
});

test.each([
  ["no such path", none],
  ["", none],
  ["toString", none],
  ["__proto__", none],
  ["entries", none],
  ["entries", new Uint8Array(9)],
  ["host", none],
  ["cycle", Uint8Array.of(0)],
])("[LD23] path %j with key %j is answered with nothing", (path, key) => {
  expect(new TestChain().machine.query(path, key).value).toBeUndefined();
});
