import type { SprintEntry } from "../rules/chain/index.ts";
import { bytesToHex } from "../rules/crypto/index.ts";
import { hashProof, proofWeight } from "../rules/sprint/index.ts";
import type { HostContext, Snapshot } from "./context.ts";
import { bestCandidate, type Candidate, type SprintWork, saveWork } from "./sprint-work.ts";
import { resendBlocks } from "./timing.ts";

/** Commits to what is confirmed, whenever that is due and better than what the ledger has (HO6, HO7). */
export interface Committer {
  /**
   * @param isDue - whether a new commit is due; one that got lost is sent again anyway
   * @param entry - what the ledger has of this Host's Sprint
   */
  commit(snapshot: Snapshot, isDue: boolean, entry: SprintEntry | undefined): Promise<void>;
}

export function createCommitter(context: HostContext, work: SprintWork): Committer {
  const hand = createHander(context);
  let sent: { readonly weight: bigint; readonly height: bigint } | undefined;
  return {
    async commit(snapshot, isDue, entry) {
      const { height, params } = snapshot;
      const kept = entry && work.proofs.get(bytesToHex(entry.proofHash));
      if (kept) await hand(kept);
      const onLedger = entry ? proofWeight(entry.count, entry.level) : 0n;
      const isLost =
        sent !== undefined && onLedger < sent.weight && height - sent.height >= resendBlocks;
      if (!isDue && !isLost) return;
      const candidate = bestCandidate(work, params.sprint);
      const weight = candidate ? proofWeight(candidate.count, candidate.level) : 0n;
      const known = isLost || !sent || sent.weight < onLedger ? onLedger : sent.weight;
      if (!candidate || weight <= known) return;
      if (!(await sendCommit(context, work, candidate, snapshot))) return;
      sent = { weight, height };
      await hand(candidate.proof);
    },
  };
}

async function sendCommit(
  { ports, sender, view }: HostContext,
  work: SprintWork,
  { proof, proofHash, count, level }: Candidate,
  { chainId, height }: Snapshot,
): Promise<boolean> {
  // Saved first: a commit whose list is gone is a missed duty.
  work.proofs.set(bytesToHex(proofHash), proof);
  await saveWork(ports.store, work);
  const { cycle } = work;
  const body = { cycle, proofHash, count, level };
  const isSent = await sender.send("commit", body, { chainId, height });
  if (isSent) view.tell("info", `Committed to ${count} nonces at level ${level}`);
  return isSent;
}

/** Hands a list to the node, which reveals it if the Host goes away; each until it was taken. */
function createHander({
  ports,
  view,
  refusals,
}: HostContext): (proof: Uint8Array) => Promise<void> {
  const handed = new Set<string>();
  return async (proof) => {
    const name = bytesToHex(hashProof(proof));
    if (handed.has(name)) return;
    const { ok, message } = await ports.network.handProof(proof);
    if (ok) handed.add(name);
    else {
      const { height } = view.now();
      refusals.add({ kind: "proof", by: "node", code: "", text: message, height });
    }
  };
}
