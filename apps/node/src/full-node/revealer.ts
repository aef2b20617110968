import { maxTxsPerSender, type SprintEntry } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { CycleParams } from "@stadion/protocol/params";
import type { Duty } from "./duty.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { NodeStore } from "./node-store.ts";
import type { Sender } from "./sender.ts";

/** Hosts looked at in one go, so that the next block waits for milliseconds however many there are. */
const looksPerBlock = 512;

/**
 * Reveals for Hosts that committed, handed their proof over and went away (LD16).
 *
 * A Host has the first half of the window to itself; so many silent ones that a half would not do,
 * at the ledger's bound of transactions a block, are begun with earlier. The list of a Sprint is read
 * once: after it has ended, Hosts only leave it by being revealed.
 */
export function createRevealer(
  reader: Pick<LedgerReader, "height" | "cycle" | "entries" | "entry">,
  sender: Sender,
  store: Pick<NodeStore, "heldProof">,
  params: Pick<CycleParams, "revealBlocks">,
): Duty {
  let round: { readonly cycle: bigint; hosts: readonly SprintEntry[] } | undefined;

  /** The next few that are silent still; they go to the end of the list, and those that are not leave it. */
  function nextSilent(cycle: bigint): readonly SprintEntry[] {
    if (round?.cycle !== cycle) round = { cycle, hosts: reader.entries(cycle) };
    const { hosts } = round;
    const silent = hosts
      .slice(0, looksPerBlock)
      .filter(({ host }) => reader.entry(cycle, host)?.status === "committed");
    round.hosts = [...hosts.slice(looksPerBlock), ...silent];
    return silent;
  }

  return {
    afterBlock() {
      const { cycle, phase, phaseStartHeight } = reader.cycle();
      if (phase !== "reveal") {
        round = undefined;
        return;
      }
      const silent = nextSilent(cycle);
      const last = phaseStartHeight + BigInt(params.revealBlocks) - 1n;
      const left = Number(last - reader.height());
      const needed = Math.ceil((round?.hosts.length ?? 0) / (maxTxsPerSender - 1)) + 1;
      if (left > Math.max(Math.floor(params.revealBlocks / 2), needed)) return;
      for (const { host, proofHash } of silent) {
        const proof = store.heldProof(cycle, host, proofHash);
        if (!proof) continue;
        const duty = `reveal ${cycle}/${bytesToHex(host)}`;
        if (!sender.send(duty, "reveal", { cycle, host, proof })) return;
      }
    },
  };
}
