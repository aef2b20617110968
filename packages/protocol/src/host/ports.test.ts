import { afterAll, describe, expect, test } from "vitest";
import { machineClock } from "../machine/index.ts";
import { connectToNode } from "../network/index.ts";
import { startNodeServer } from "../network/server/index.ts";
import { createTestClock } from "../network/test-clock.ts";
import { presets } from "../rules/params/index.ts";
import {
  clockContract,
  computeContract,
  createContractNode,
  networkContract,
  randomContract,
  storeContract,
} from "./contracts/index.ts";
import { createTestChain } from "./test-chain.ts";
import { createTestCompute, createTestRandom, createTestStore } from "./test-ports.ts";

const stops: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

describe("the clock of tests", () => {
  const cases = clockContract(createTestClock, (clock, ms) =>
    (clock as ReturnType<typeof createTestClock>).advance(ms),
  );
  test.each(cases)("[HO13] $name", ({ run }) => run());
});

describe("the store of tests", () => {
  const cases = storeContract(async () => {
    const store = createTestStore();
    return { store, reopen: async () => store };
  });
  test.each(cases)("[HO13] $name", ({ run }) => run());
});

describe("the random bytes of tests", () => {
  const cases = randomContract(() => createTestRandom(4));
  test.each(cases)("[HO13] $name", ({ run }) => run());
});

describe("the compute of tests", () => {
  const key = new Uint8Array(32);
  const job = { params: presets.test.sprint, sprintSeed: key, hostKey: key };
  const results = Array.from({ length: 40 }, (_, i) => ({
    nonce: BigInt(i),
    appropriate: i % 16 === 5,
    level: Math.floor(i / 16) % 3,
  }));
  const cases = computeContract(async () => createTestCompute(machineClock, 8, 1), {
    job,
    results,
  });
  test.each(cases)("[HO13] $name", ({ run }) => run());
});

describe("the node of tests", () => {
  const cases = networkContract(async () => {
    const network = createTestChain(createTestClock());
    network.makeBlock();
    return { network, announce: network.announce };
  });
  test.each(cases)("[HO13] $name", ({ run }) => run());
});

describe("a node over libp2p", () => {
  const cases = networkContract(async () => {
    const service = createContractNode();
    const listen = ["/ip4/127.0.0.1/tcp/0/ws"];
    const server = await startNodeServer({ service, listen, keySeed: new Uint8Array(32).fill(5) });
    stops.push(server.stop);
    const network = await connectToNode({
      addresses: server.addresses,
      transports: "browser",
    });
    stops.push(network.stop);
    return { network, announce: service.announce };
  });
  test.each(cases)("[HO13] $name", ({ run }) => run());
});

test("[HO13] a contract finds an adapter that does not keep it", async () => {
  const faulty = storeContract(async () => {
    const values = new Map<string, Uint8Array>();
    const store = {
      get: async (name: string) => values.get(name),
      set: async (name: string, value: Uint8Array) => void values.set(name, value),
      delete: async (name: string) => void values.delete(name),
    };
    return { store, reopen: async () => ({ ...store, get: async () => undefined }) };
  });
  const broken: string[] = [];
  for (const { name, run } of faulty) await run().catch(() => broken.push(name));
  expect(broken).toEqual([
    "bytes are neither shared with who set them nor with who got them",
    "what was set survives a crash",
  ]);
});
