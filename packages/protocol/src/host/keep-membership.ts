import type { HostContext, Snapshot } from "./context.ts";

/** Blocks between heartbeats: three in the 100 blocks in which a Host must show two (LD13, HO4). */
const heartbeatBlocks = 30n;
/** Blocks after which something that no block took is sent again (HO3). */
export const resendBlocks = 3n;

/** Registers the Host and keeps it live (HO4). */
export function createMembership({ key, reader, sender, store }: HostContext): {
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
      store.update({ registered: host !== undefined });
      const last = host?.heartbeats.at(-1) ?? 0n;
      const isDue = isNew || (host?.heartbeats.length ?? 0) < 2 || height - last >= heartbeatBlocks;
      if (!host) {
        // Looked for at each block, but sent again only after a while: a block takes few newcomers (TX6).
        nextLook = height + 1n;
        if (height < nextRegister && nextRegister - height <= resendBlocks) return;
        if (!(await sender.send("register", { payout: key }, { chainId, height }))) return;
        nextRegister = height + resendBlocks;
        store.tell("info", "Asked to be registered as a Host");
      } else if (isDue && height > 0n) {
        await sender.send("heartbeat", { height }, { chainId, height });
        nextLook = height + resendBlocks;
      } else {
        nextLook = last + heartbeatBlocks;
      }
    },
  };
}
