import { type CycleRecord, maxFounderReveals, type SprintEntry } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { CycleParams } from "@stadion/protocol/params";
import type { Duty } from "./duty.ts";
import { inOrderOfWeight } from "./host-order.ts";
import type { NodeStore } from "./node-store.ts";
import type { Sender } from "./sender.ts";
import type { StateReader } from "./state-reader.ts";

/** Hosts looked at in one go, so that the next block waits for milliseconds however many there are. */
const looksPerBlock = 512;

/**
 * Reveals for Hosts that committed, handed their proof over and went away (LD16, LD27).
 *
 * A Host has the first half of the window to itself; so many silent ones that a half would not do,
 * at the ledger's bound of reveals a block, are begun with earlier. The list of a Sprint is read
 * once: after it has ended, Hosts only leave it by being revealed.
 */
export function createRevealer(
  reader: Pick<StateReader, "height" | "cycle" | "entries" | "entry" | "weights">,
  sender: Sender,
  store: Pick<NodeStore, "heldProof">,
  params: Pick<CycleParams, "revealBlocks">,
): Duty {
  /** Hosts that were silent when they were last looked at, in the order in which they are revealed. */
  let round: { readonly cycle: bigint; waiting: readonly SprintEntry[] } | undefined;

  function openRound({ cycle, sprintSeed }: CycleRecord) {
    if (round?.cycle === cycle) return round;
    return { cycle, waiting: inOrderOfWeight(reader.entries(cycle), reader.weights(), sprintSeed) };
  }

  function isTime({ phaseStartHeight }: CycleRecord, waiting: number): boolean {
    const last = phaseStartHeight + BigInt(params.revealBlocks) - 1n;
    const left = Number(last - reader.height());
    const needed = Math.ceil(waiting / maxFounderReveals) + 1;
    return left <= Math.max(Math.floor(params.revealBlocks / 2), needed);
  }

  /** How many of these were seen to, until the next block has no room for more. */
  function reveal(silent: readonly SprintEntry[]): number {
    for (const [i, { cycle, host, proofHash }] of silent.entries()) {
      const proof = store.heldProof(cycle, host, proofHash);
      if (!proof) continue;
      const duty = `reveal ${cycle}/${bytesToHex(host)}`;
      if (!sender.send(duty, "reveal", { cycle, host, proof })) return i;
    }
    return silent.length;
  }

  return {
    afterBlock() {
      const record = reader.cycle();
      if (record.phase !== "reveal") {
        round = undefined;
        return;
      }
      round = openRound(record);
      const { cycle } = record;
      const isSilent = ({ host }: SprintEntry) => reader.entry(cycle, host)?.status === "committed";
      const silent = round.waiting.slice(0, looksPerBlock).filter(isSilent);
      const others = round.waiting.slice(looksPerBlock);
      const seen = isTime(record, silent.length + others.length) ? reveal(silent) : 0;
      // Those that were seen to come last: the ledger may not show it yet, or nobody has their proof.
      round.waiting = [...silent.slice(seen), ...others, ...silent.slice(0, seen)];
    },
  };
}
