import { maxTxsPerSender } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { CycleParams } from "@stadion/protocol/params";
import type { Duty } from "./duty.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { NodeStore } from "./node-store.ts";
import type { Sender } from "./sender.ts";

/**
 * Reveals for Hosts that committed, handed their proof over and went away (LD16).
 *
 * A Host has the first half of the window to itself; so many silent ones that a half would not do,
 * at the ledger's bound of transactions a block, are begun with earlier.
 */
export function createRevealer(
  reader: Pick<LedgerReader, "height" | "cycle" | "entries">,
  sender: Sender,
  store: Pick<NodeStore, "heldProof">,
  params: Pick<CycleParams, "revealBlocks">,
): Duty {
  return {
    afterBlock() {
      const { cycle, phase, phaseStartHeight } = reader.cycle();
      if (phase !== "reveal") return;
      const silent = reader.entries(cycle).filter(({ status }) => status === "committed");
      const last = phaseStartHeight + BigInt(params.revealBlocks) - 1n;
      const left = Number(last - reader.height());
      const needed = Math.ceil(silent.length / (maxTxsPerSender - 1)) + 1;
      if (left > Math.max(Math.floor(params.revealBlocks / 2), needed)) return;
      for (const { host, proofHash } of silent) {
        const proof = store.heldProof(cycle, host, proofHash);
        if (proof)
          sender.send(`reveal ${cycle}/${bytesToHex(host)}`, "reveal", { cycle, host, proof });
      }
    },
  };
}
