import { expect, test } from "vitest";
import { createHost } from "./index.ts";
import { createTestChain } from "./test-chain.ts";
import { createTestClock } from "./test-clock.ts";
import { createTestCompute, createTestRandom, createTestStore } from "./test-ports.ts";

const key = new Uint8Array(32).fill(7);

function scene(seed = 1) {
  const clock = createTestClock();
  const network = createTestChain(clock);
  const store = createTestStore();
  const compute = createTestCompute(clock);
  const random = createTestRandom(seed);
  const ports = { clock, network, store, compute, random };
  const host = createHost({ key, ports });
  return { clock, network, store, compute, ports, host };
}

/** Lets time pass until it holds; fails after a cycle's time. */
async function until(scene: { clock: ReturnType<typeof createTestClock> }, holds: () => boolean) {
  for (let ms = 0; ms < 40_000; ms += 100) {
    if (holds()) return;
    await scene.clock.advance(100);
  }
  throw new Error("it never came to hold");
}

test("[HO5] a joined Host goes from its first nonce to its weight", async () => {
  const it = scene();
  const stopChain = it.network.run();
  await it.host.start();
  it.host.join();
  await until(it, () => it.host.view().sprint?.step === "settled");
  expect(it.host.view().weight.own).toBe(it.network.entry(0n)?.weight);
  stopChain();
  await it.host.stop();
});
