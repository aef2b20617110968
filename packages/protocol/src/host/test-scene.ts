import { createTestClock, type TestClock } from "../network/test-clock.ts";
import type { Kind, Phase } from "../rules/chain/index.ts";
import { createHost, type RunningHost } from "./host.ts";
import { createTestChain, type TestChain } from "./test-chain.ts";
import type { TakenTransaction } from "./test-chain-state.ts";
import {
  createTestCompute,
  createTestRandom,
  createTestStore,
  type TestCompute,
  type TestStore,
} from "./test-ports.ts";

/** One Host, one full node, one clock, all in memory. */
export interface Scene {
  readonly clock: TestClock;
  readonly network: TestChain;
  readonly store: TestStore;
  readonly compute: TestCompute;
  readonly host: RunningHost;
  /** Lets time pass until it holds; throws after a cycle's time. */
  until(holds: () => boolean): Promise<void>;
  /** As after a crash: another process with this one's store, at the same node; its clock may be wrong. */
  restart(clockErrorMs?: number): Promise<Scene>;
  /** Another machine with this one's key, at the same node; its store is empty unless given. */
  elsewhere(store?: TestStore): Scene;
  /** The machine stands still, its timers and its monotonic clock too, while the network goes on. */
  sleep(ms: number): Promise<void>;
  /** Ends the Host in order, while time passes. */
  stop(): Promise<void>;
  texts(): readonly string[];
}

export const testKey: Uint8Array = new Uint8Array(32).fill(7);

export function createScene(seed = 1): Scene {
  const clock = createTestClock();
  const network = createTestChain(clock);
  network.run();
  return sceneWith(clock, network, createTestStore(), seed);
}

function sceneWith(
  clock: TestClock,
  network: TestChain,
  store: TestStore,
  seed: number,
  clockErrorMs = 0,
): Scene {
  let sleptMs = 0;
  let awake: Promise<void> = Promise.resolve();
  const own: TestClock = {
    ...clock,
    nowMs: () => clock.nowMs() + clockErrorMs,
    monotonicMs: () => clock.monotonicMs() - sleptMs,
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      await awake;
    },
  };
  const compute = createTestCompute(own);
  const ports = { clock: own, network, store, compute, random: createTestRandom(seed) };
  const host = createHost({ key: testKey, ports });
  const stop = async (): Promise<void> => {
    const stopping = host.stop();
    await clock.advance(1000);
    await stopping;
  };
  return {
    clock,
    network,
    store,
    compute,
    host,
    stop,
    async sleep(ms) {
      let wake = (): void => {};
      awake = new Promise((resolve) => {
        wake = resolve;
      });
      network.isDown = true;
      await clock.advance(ms);
      sleptMs += ms;
      network.isDown = false;
      wake();
      await clock.advance(0);
    },
    async until(holds) {
      for (let ms = 0; ms < 40_000; ms += 50) {
        if (holds()) return;
        await clock.advance(50);
      }
      throw new Error("it never came to hold");
    },
    async restart(nextErrorMs = 0) {
      // Nothing of the old process may act any more, not even orderly.
      const left = createTestStore();
      for (const [name, value] of store.values) left.values.set(name, value);
      network.isDown = true;
      await stop();
      network.isDown = false;
      return sceneWith(clock, network, left, seed + 1, nextErrorMs);
    },
    elsewhere: (other = createTestStore()) => sceneWith(clock, network, other, seed + 100),
    texts: () => host.view().log.map(({ text }) => text),
  };
}

/** A scene whose Host is started and has joined. */
export async function createJoinedScene(seed = 1): Promise<Scene> {
  const scene = createScene(seed);
  await scene.host.start();
  scene.host.join();
  return scene;
}

export function phaseIs({ network }: Scene, phase: Phase): () => boolean {
  return () => network.cycle().phase === phase;
}

/** What blocks took or refused of one kind. */
export function taken({ network }: Scene, kind: Kind): readonly TakenTransaction[] {
  return network.taken.filter((each) => each.kind === kind);
}
