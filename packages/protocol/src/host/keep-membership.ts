import type { HostContext, Snapshot } from "./context.ts";
import { heartbeatBlocks, isHeartbeatDue, resendBlocks } from "./timing.ts";

/** Registers the Host and keeps it live (HO4). */
export function createMembership({ key, reader, sender, view }: HostContext): {
  /** @param isNew - whether this machine has just taken the key over: the other hears of it by a heartbeat (HO21) */
  keep(snapshot: Snapshot, isNew: boolean): Promise<void>;
} {
  let nextLook = 0n;
  let nextRegister = 0n;
  return {
    async keep({ chainId, height }, isNew) {
      // The height goes back when the node is on another network than before.
      if (!isNew && height < nextLook && nextLook - height <= heartbeatBlocks) return;
      const host = await reader.host(key);
      view.update({ registered: host !== undefined });
      if (!host) {
        // Looked for at each block, but sent again only after a while: a block takes few newcomers (TX6).
        nextLook = height + 1n;
        if (height < nextRegister && nextRegister - height <= resendBlocks) return;
        if (!(await sender.send("register", { payout: key }, { chainId, height }))) return;
        nextRegister = height + resendBlocks;
        view.tell("info", "Asked to be registered as a Host");
      } else if (isNew || isHeartbeatDue(host, height)) {
        await sender.send("heartbeat", { height }, { chainId, height });
        nextLook = height + resendBlocks;
      } else {
        nextLook = (host.heartbeats.at(-1) ?? 0n) + heartbeatBlocks;
      }
    },
  };
}
