import type { Random } from "../../machine/index.ts";

const firstMs = 1000;
const mostMs = 60_000;

/**
 * Milliseconds until the next try after `failures` in a row (NW13).
 *
 * Doubles from one second to a minute, times 0.5 to 1.5: a node that comes back is not met by all at once.
 */
export function retryDelayMs(failures: number, random: Random): number {
  const doubled = Math.min(mostMs, firstMs * 2 ** Math.max(0, failures - 1));
  const [low = 0, high = 0] = random.bytes(2);
  return Math.round(doubled * (0.5 + (low + 256 * high) / 65_536));
}
