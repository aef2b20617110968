import type { SprintEntry } from "../rules/chain/index.ts";
import { bytesToHex } from "../rules/crypto/index.ts";
import { proofWeight } from "../rules/sprint/index.ts";
import type { HostContext, Snapshot } from "./context.ts";
import { resendBlocks } from "./keep-membership.ts";
import { bestCandidate, type Candidate, type SprintWork, saveWork } from "./sprint-work.ts";

/** Commits to what is confirmed, whenever that is due and better than what the ledger has (HO6, HO7). */
export interface Committer {
  /**
   * @param isDue - whether a new commit is due; one that got lost is sent again anyway
   * @param entry - what the ledger has of this Host's Sprint
   */
  commit(snapshot: Snapshot, isDue: boolean, entry: SprintEntry | undefined): Promise<void>;
}

export function createCommitter(context: HostContext, work: SprintWork): Committer {
  let sent: { readonly weight: bigint; readonly height: bigint } | undefined;
  return {
    async commit(snapshot, isDue, entry) {
      const onLedger = entry ? proofWeight(entry.count, entry.level) : 0n;
      const isLost =
        sent !== undefined &&
        onLedger < sent.weight &&
        snapshot.height - sent.height >= resendBlocks;
      if (!isDue && !isLost) return;
      const candidate = bestCandidate(work, snapshot.params.sprint);
      const weight = candidate ? proofWeight(candidate.count, candidate.level) : 0n;
      const known = isLost || !sent || sent.weight < onLedger ? onLedger : sent.weight;
      if (!candidate || weight <= known) return;
      if (await sendCommit(context, work, candidate, snapshot))
        sent = { weight, height: snapshot.height };
    },
  };
}

async function sendCommit(
  { ports, sender, store }: HostContext,
  work: SprintWork,
  { proof, proofHash, count, level }: Candidate,
  { chainId, height }: Snapshot,
): Promise<boolean> {
  // Saved first: a commit whose list is gone is a missed duty.
  work.proofs.set(bytesToHex(proofHash), proof);
  await saveWork(ports.store, work);
  const { cycle } = work;
  const isSent = await sender.send(
    "commit",
    { cycle, proofHash, count, level },
    { chainId, height },
  );
  if (!isSent) return false;
  store.tell("info", `Committed to ${count} nonces at level ${level}`);
  const handed = await ports.network.handProof(proof);
  if (!handed.ok) store.tell("bad", `The node did not keep the proof: ${handed.message}`);
  return true;
}
