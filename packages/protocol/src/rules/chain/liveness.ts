import { livenessBlocks } from "./limits.ts";
import type { Host } from "./records.ts";

/**
 * Whether a Host has shown lately that it is there.
 *
 * @see spec/ledger.md LD13
 */
export function isLive({ heartbeats }: Host, height: bigint): boolean {
  const [older] = heartbeats;
  return heartbeats.length === 2 && older !== undefined && height - older < livenessBlocks;
}
