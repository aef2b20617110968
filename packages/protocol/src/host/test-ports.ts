import type { Clock, Compute, ComputedNonce, Random, Store } from "./ports.ts";

/** A store in memory. `onSet` runs before each write takes effect, and may throw. */
export interface TestStore extends Store {
  readonly values: Map<string, Uint8Array>;
  onSet: (name: string) => void;
}

export function createTestStore(): TestStore {
  const values = new Map<string, Uint8Array>();
  const store: TestStore = {
    values,
    onSet: () => {},
    get: async (name) => values.get(name)?.slice(),
    async set(name, value) {
      store.onSet(name);
      values.set(name, value.slice());
    },
    async delete(name) {
      values.delete(name);
    },
  };
  return store;
}

/** Bytes that look random and are the same in each run of one seed. */
export function createTestRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return { bytes: (count) => Uint8Array.from({ length: count }, next) };
}

export interface TestCompute extends Compute {
  /** Every nonce tried, in order. */
  readonly tried: bigint[];
  /** Nonces that the second backend does not find. */
  readonly doubted: Set<bigint>;
  /** Thrown by the next batches, one each. */
  readonly failures: Error[];
}

/** One nonce in 16 passes; nonces take their time by the clock, calls one after the other. */
export function createTestCompute(clock: Clock, batch = 8, batchMs = 100): TestCompute {
  const tried: bigint[] = [];
  const doubted = new Set<bigint>();
  const failures: Error[] = [];
  let earlier: Promise<unknown> = Promise.resolve();
  const resultOf = (nonce: bigint): ComputedNonce => {
    const appropriate = nonce % 16n === 5n;
    return { nonce, appropriate, level: appropriate ? Number((nonce / 16n) % 3n) : 0 };
  };
  return {
    tried,
    doubted,
    failures,
    describe: () => ({ kind: "test", adapter: "none", variant: "modulo 16" }),
    batch: () => batch,
    evaluate(_, nonces) {
      const evaluated = earlier.then(async () => {
        await clock.sleep((batchMs * nonces.length) / batch);
        const failure = failures.shift();
        if (failure) throw failure;
        tried.push(...nonces);
        return nonces.map(resultOf);
      });
      earlier = evaluated.catch(() => {});
      return evaluated;
    },
    async recheck(_, nonces) {
      await clock.sleep(batchMs / 10);
      return nonces.map((nonce) => {
        const result = resultOf(nonce);
        return doubted.has(nonce) ? { ...result, appropriate: false } : result;
      });
    },
  };
}
