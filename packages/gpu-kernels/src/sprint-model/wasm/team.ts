/**
 * Threads that run one program over one memory, and meet between its phases.
 *
 *     control word 0   how many have arrived at the barrier
 *                  1   barriers passed so far: what the others sleep on
 *                  2   next piece of the phase's work that nobody has claimed
 *
 * A team of one needs no shared memory and never waits.
 */
import { controlAt } from "./layout.ts";

export interface Team {
  readonly index: number;
  readonly size: number;
  /** The next piece of work of this phase: 0, 1, 2, … each to one thread. */
  claim(): number;
  /** Returns when every thread has come. Claims start at 0 again. */
  meet(): void;
}

const [arrived, passed, claimed] = [0, 1, 2] as const;

/** Loads of a word that take some microseconds: phases end that close together, and sleep costs more. */
const spins = 4000;

export function joinTeam(memory: WebAssembly.Memory, index: number, size: number): Team {
  const words = new Int32Array(memory.buffer, controlAt, 3);
  const wait = (seen: number) => {
    for (let i = 0; i < spins; i++) if (Atomics.load(words, passed) !== seen) return;
    while (Atomics.load(words, passed) === seen) Atomics.wait(words, passed, seen);
  };
  return {
    index,
    size,
    claim: () => Atomics.add(words, claimed, 1),
    meet() {
      const seen = Atomics.load(words, passed);
      if (Atomics.add(words, arrived, 1) < size - 1) return wait(seen);
      Atomics.store(words, arrived, 0);
      Atomics.store(words, claimed, 0);
      Atomics.add(words, passed, 1);
      if (size > 1) Atomics.notify(words, passed);
    },
  };
}

/** This thread's even share of `count` things. */
export function shareOf(count: number, { index, size }: Team): { from: number; count: number } {
  const from = Math.floor((count * index) / size);
  return { from, count: Math.floor((count * (index + 1)) / size) - from };
}
