import type { ConnectionState } from "@stadion/protocol/host";
import { type PresetName, presets } from "@stadion/protocol/params";

/** Why nothing that is shown moves on: the node is silent, or it answers and has no new block. */
export type Stillness = "no-answer" | "no-block";

/** What tells whether the ledger goes on, as far as this page sees. */
export interface Pulse {
  readonly connection: ConnectionState | undefined;
  readonly preset: PresetName | undefined;
  /** Since the ledger's last block was seen. */
  readonly blockMs: number;
}

/** So many block times without a block, the ledger stands still as far as this page can tell. */
const lateBlocks = 4;

/** Whether the ledger stands still; `undefined` while it goes on. */
export function stillnessOf({ connection, preset, blockMs }: Pulse): Stillness | undefined {
  if (connection?.state !== "connected") return "no-answer";
  const isLate = preset !== undefined && blockMs > lateBlocks * presets[preset].cycle.blockMs;
  return isLate ? "no-block" : undefined;
}
