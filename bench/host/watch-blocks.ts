import { connectToNode } from "@stadion/protocol/network";

/** Hears of a node's blocks, as any client does. */
export interface BlockWatch {
  /** Block times so far, in milliseconds: when the node began to make each. */
  times(): readonly number[];
  /** Resolves after so many further blocks. */
  blocks(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function watchBlocks(address: string): Promise<BlockWatch> {
  const client = await connectToNode({ addresses: [address], transports: "server" });
  const times: number[] = [];
  const listeners = new Set<() => void>();
  client.onBlock(({ timeMs }) => {
    times.push(timeMs);
    for (const listener of [...listeners]) listener();
  });
  return {
    times: () => times,
    blocks: (count) =>
      new Promise((resolve) => {
        const wanted = times.length + count;
        const look = () => {
          if (times.length < wanted) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
      }),
    stop: client.stop,
  };
}

/** How far apart blocks are: the mean, and what all but one in twenty stay below. */
export interface Intervals {
  readonly mean: number;
  readonly p95: number;
  readonly most: number;
}

/** @param times - of blocks one after the other, at least two */
export function intervalsOf(times: readonly number[]): Intervals {
  const each = times.slice(1).map((time, i) => time - (times[i] as number));
  const sorted = each.toSorted((a, b) => a - b);
  const [last] = sorted.slice(-1);
  const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1];
  if (last === undefined || p95 === undefined)
    throw new RangeError(`Expected two blocks or more, found ${times.length}`);
  return { mean: each.reduce((sum, ms) => sum + ms, 0) / each.length, p95, most: last };
}
