import { hash, u32le } from "../crypto/index.ts";
import type { SprintParams } from "./types.ts";

/**
 * Names the Sprint's params: two networks with the same hash compute the same results.
 *
 * @see spec/sprint.md SP29
 */
export function sprintParamsHash(params: SprintParams): Uint8Array {
  const { layers, dim, heads, ffn, vocab } = params;
  const { requantShift, attentionShift, ffnShift, thresholdSquared, maxNonces } = params;
  const shape = [layers, dim, heads, ffn, vocab];
  const rest = [requantShift, attentionShift, ffnShift, thresholdSquared, maxNonces];
  return hash("sprint-params", u32le(...shape, ...rest));
}
