import type { NonceResult, SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import {
  deriveSample,
  nonceFaults,
  type Verdict,
  verdictDigests,
  verdictOutcomes,
} from "@stadion/protocol/chain";
import type { SprintParams } from "@stadion/protocol/params";
import type { SprintProof } from "@stadion/protocol/sprint";

/** What a referee found out; the rest of a verdict says of whom. */
export type Finding = Pick<Verdict, "outcome" | "nonce" | "fault" | "digests">;

/**
 * Re-runs the sampled nonces of a revealed proof (LD17, LD18).
 *
 * Rejects when it could not be computed or `signal` was aborted: that is no verdict.
 *
 * @param secondValue - R'
 * @param referee - key of the one who will sign
 */
export async function rerunProof(
  backend: Pick<SprintBackend, "info" | "evaluate">,
  proof: SprintProof,
  secondValue: Uint8Array,
  referee: Uint8Array,
  params: SprintParams,
  signal: AbortSignal,
): Promise<Finding> {
  const { sprintSeed, hostKey, level, nonces } = proof;
  const job = { params, sprintSeed, hostKey };
  const sample = deriveSample(secondValue, hostKey, nonces.length).map((i) => nonces[i] as bigint);
  const results: NonceResult[] = [];
  for (let from = 0; from < sample.length; from += backend.info.batch) {
    signal.throwIfAborted();
    const batch = sample.slice(from, from + backend.info.batch);
    results.push(...(await backend.evaluate(job, batch)));
  }
  // All of the sample even after a bad nonce: the verdict's digests are those of all of it.
  const digests = verdictDigests(
    referee,
    results.map((result) => result.digest),
  );
  const bad = results.find((result) => faultOf(result, level) !== nonceFaults.none);
  if (!bad) return { outcome: verdictOutcomes.valid, nonce: 0n, fault: nonceFaults.none, digests };
  const fault = faultOf(bad, level);
  return { outcome: verdictOutcomes.invalid, nonce: bad.nonce, fault, digests };
}

function faultOf({ appropriate, level }: NonceResult, claimed: number): Verdict["fault"] {
  if (!appropriate) return nonceFaults.notAppropriate;
  return level < claimed ? nonceFaults.belowLevel : nonceFaults.none;
}
