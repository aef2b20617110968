import { isHeartbeatDue } from "@stadion/protocol/host";
import type { Duty } from "./duty.ts";
import type { Sender } from "./sender.ts";
import type { StateReader } from "./state-reader.ts";

/** Registers the node's key and keeps it live (LD12, LD13). */
export function createPresence(reader: Pick<StateReader, "height" | "host">, sender: Sender): Duty {
  return {
    afterBlock() {
      const host = reader.host(sender.key);
      if (!host) {
        sender.send("register", "register", { payout: sender.key });
        return;
      }
      const height = reader.height();
      if (isHeartbeatDue(host, height)) sender.send("heartbeat", "heartbeat", { height });
    },
  };
}
