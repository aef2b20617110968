import { decodeBody, decodeTransaction, explain, kindNumbers } from "@stadion/protocol/chain";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import type { NodeService } from "@stadion/protocol/network";
import type { SprintParams } from "@stadion/protocol/params";
import { checkProofShape, decodeProof, explainShape, hashProof } from "@stadion/protocol/sprint";
import type { NodeStore } from "./node-store.ts";
import type { StateReader } from "./state-reader.ts";

type Answer = ReturnType<NodeService["handProof"]>;

/** Proofs that Hosts hand over ahead of their reveal. */
export interface ProofHolder {
  /** Is told of each transaction the node took in: a commit among them says which proof is to come. */
  tookIn(transaction: Uint8Array): void;
  /**
   * Takes a proof if it can still be of use.
   *
   * Nothing is re-run here. Nobody signs either: the proof must be one its Host has committed to, by a
   * transaction it did sign, so a stranger's junk can't push it out.
   */
  hold(proof: Uint8Array): Answer;
}

export function createProofHolder(
  reader: Pick<StateReader, "cycle" | "entry">,
  store: Pick<NodeStore, "holdProof">,
  params: SprintParams,
): ProofHolder {
  /** Host and hash of each commit that was taken in, of this cycle. */
  const announced = new Set<string>();
  let announcedCycle = -1n;
  const nameOf = (host: Uint8Array, hash: Uint8Array) => bytesToHex(host) + bytesToHex(hash);
  return {
    tookIn(transaction) {
      const tx = decodeTransaction(transaction)?.tx;
      if (tx?.kind !== kindNumbers.commit) return;
      const commit = decodeBody("commit", tx.body);
      const { cycle } = reader.cycle();
      if (commit?.cycle !== cycle) return;
      if (announcedCycle !== cycle) announced.clear();
      announcedCycle = cycle;
      announced.add(nameOf(tx.sender, commit.proofHash));
    },
    hold(bytes) {
      const { cycle, phase, sprintSeed } = reader.cycle();
      if (phase !== "sprint" && phase !== "reveal")
        return refused("Proofs are taken during the Sprint and until they are revealed");
      const proof = decodeProof(bytes);
      if (!proof) return refused(explain("proof-malformed"));
      const fault = checkProofShape(proof, params);
      if (fault) return refused(explainShape(fault));
      if (!equalBytes(proof.sprintSeed, sprintSeed))
        return refused(explain("proof-of-another-sprint"));
      const host = proof.hostKey;
      const hash = hashProof(bytes);
      const committed = reader.entry(cycle, host)?.proofHash;
      const isCommitted = committed !== undefined && equalBytes(committed, hash);
      const isAnnounced = announcedCycle === cycle && announced.has(nameOf(host, hash));
      if (!isCommitted && !isAnnounced)
        return refused("The proof's Host has sent no commit to it; send the commit first");
      store.holdProof({ cycle, host, hash, proof: bytes }, committed);
      return { ok: true, message: "The node reveals it if its Host goes away" };
    },
  };
}

function refused(message: string): Answer {
  return { ok: false, message };
}
