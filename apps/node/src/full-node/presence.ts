import { livenessBlocks } from "@stadion/protocol/chain";
import type { Duty } from "./duty.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { Sender } from "./sender.ts";

/** Two heartbeats, and a lost one between them, fit into the window that counts. */
const everyBlocks = livenessBlocks / 3n;

/** Registers the node's key and keeps it live (LD12, LD13). */
export function createPresence(
  reader: Pick<LedgerReader, "height" | "host">,
  sender: Sender,
): Duty {
  return {
    afterBlock() {
      const host = reader.host(sender.key);
      if (!host) {
        sender.send("register", "register", { payout: sender.key });
        return;
      }
      const height = reader.height();
      const [, latest] = host.heartbeats.length > 1 ? host.heartbeats : [0n, host.heartbeats[0]];
      const due =
        latest === undefined || host.heartbeats.length < 2 || height >= latest + everyBlocks;
      if (height > 0n && due) sender.send("heartbeat", "heartbeat", { height });
    },
  };
}
