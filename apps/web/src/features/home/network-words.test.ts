import { expect, test } from "vitest";
import { type NetworkFacts, networkWords } from "./network-words.ts";

const facts: NetworkFacts = {
  connection: {
    state: "connected",
    peer: "12D3KooWabcdef",
    transport: "websocket",
    failed: [],
  },
  connectionMs: 0,
  preset: "test",
  height: 1234n,
  blockMs: 300,
  hosts: 4,
};

test("a stranger reads whom the page asks, over what, and where the ledger stands", () => {
  expect(networkWords(facts)).toEqual({
    look: "good",
    connection: "Connected to node 12D3…abcdef over WebSocket.",
    detail: "",
    network: "Network test: a Sprint of 5 s every 30 s. Block 1,234, now. 4 Hosts have weight.",
  });
});

test("one Host has weight, and none is claimed before the ledger was asked", () => {
  expect(networkWords({ ...facts, hosts: 1 }).network).toContain("1 Host has weight.");
  expect(networkWords({ ...facts, hosts: undefined }).network).not.toContain("weight");
});

test("after four block times without a block the page says so", () => {
  expect(networkWords({ ...facts, blockMs: 2000 }).look).toBe("good");
  const late = networkWords({ ...facts, blockMs: 2001 });
  expect(late.look).toBe("warn");
  expect(late.network).toContain("No block for 2 s: the last one is 1,234.");
});

test.each([
  [undefined, 0, "Connecting to the node."],
  [{ state: "connecting" } as const, 0, "Connecting to the node."],
  [
    { state: "lost", reason: "it is gone", retryInMs: 4000 } as const,
    1000,
    "The node does not answer. Trying again in 3 s.",
  ],
  [
    { state: "lost", reason: "it is gone", retryInMs: 4000 } as const,
    3900,
    "The node does not answer. Trying again.",
  ],
])("%j after %i ms is: %3$s", (connection, connectionMs, words) => {
  const told = networkWords({ ...facts, connection, connectionMs });
  expect(told.connection).toBe(words);
  expect(told.network).toBe("");
  expect(told.detail).toBe(connection?.state === "lost" ? "it is gone." : "");
});
