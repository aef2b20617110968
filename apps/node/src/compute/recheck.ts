import type { SprintCompute, SprintJob } from "@stadion/gpu-kernels/sprint-model";
import type { Find } from "@stadion/protocol/sprint";

/** The finds that a second backend confirms (SP27): a flipped bit must not cost the rest. */
export async function recheckFinds(
  compute: SprintCompute,
  job: SprintJob,
  finds: readonly Find[],
): Promise<readonly Find[]> {
  if (finds.length === 0) return finds;
  const nonces = finds.map((find) => find.nonce);
  const results = await compute.recheck(job, nonces);
  return finds.filter(({ level }, i) => results[i]?.appropriate && results[i].level === level);
}
