import { equalBytes } from "@stadion/protocol/crypto";
import type { NodeService } from "@stadion/protocol/network";
import type { SprintParams } from "@stadion/protocol/params";
import { checkProofShape, decodeProof, explainShape, hashProof } from "@stadion/protocol/sprint";
import type { LedgerReader } from "./ledger-reader.ts";
import type { NodeStore } from "./node-store.ts";

type Answer = ReturnType<NodeService["handProof"]>;

/**
 * Takes a proof ahead of its reveal, if it can still be of use.
 *
 * Nothing is re-run here and nobody signs: what counts is only that its hash is the committed one.
 */
export function holdProof(
  bytes: Uint8Array,
  reader: Pick<LedgerReader, "cycle" | "host" | "entry">,
  store: Pick<NodeStore, "holdProof">,
  params: SprintParams,
): Answer {
  const { cycle, phase, sprintSeed } = reader.cycle();
  if (phase !== "sprint" && phase !== "reveal")
    return refused("Proofs are taken during the Sprint and until they are revealed");
  const proof = decodeProof(bytes);
  if (!proof) return refused("These bytes are not the encoding of a proof");
  const fault = checkProofShape(proof, params);
  if (fault) return refused(explainShape(fault));
  if (!equalBytes(proof.sprintSeed, sprintSeed))
    return refused("The proof was made for another Sprint");
  const host = proof.hostKey;
  if (!reader.host(host)) return refused("The proof's Host is not registered");
  const held = { cycle, host, hash: hashProof(bytes), proof: bytes };
  store.holdProof(held, reader.entry(cycle, host)?.proofHash);
  return { ok: true, message: "The node reveals it if its Host goes away" };
}

function refused(message: string): Answer {
  return { ok: false, message };
}
