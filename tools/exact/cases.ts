import { hexToBytes } from "@stadion/protocol/crypto";
import { type PresetName, presets, type SprintParams } from "@stadion/protocol/params";
import type { SprintJob } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";

/** A batch to compute, in words that pass from process to process. */
export interface ExactCase {
  readonly name: string;
  readonly params: SprintParams;
  readonly sprintSeed: string;
  readonly hostKey: string;
  readonly nonces: readonly string[];
}

/** What a vector says about whose nonces it computes. */
export interface Seeded {
  readonly preset: PresetName;
  readonly sprintSeed: string;
  readonly hostKey: string;
}

/** The vector's own nonces and more, so that rows straddle the register tiles. */
export function wholeModel(vector: Seeded, stated: readonly number[], count: number): ExactCase {
  const more = Array.from({ length: count - stated.length }, (_, i) => 2n ** 40n + BigInt(i));
  const nonces = [...stated.map(String), ...more.map(String)];
  return { ...caseOf(vector), name: `${vector.preset}, all layers`, nonces };
}

/** One layer at full width, then the head. */
export function oneLayer(vector: Seeded, nonce: number): ExactCase {
  const { params, ...rest } = caseOf(vector);
  const name = `${vector.preset}, one layer`;
  return { ...rest, params: { ...params, layers: 1 }, name, nonces: [String(nonce)] };
}

function caseOf({ preset, sprintSeed, hostKey }: Seeded) {
  return { params: presets[preset].sprint, sprintSeed, hostKey };
}

export function jobOf({ params, sprintSeed, hostKey }: ExactCase): SprintJob {
  return { params, sprintSeed: hexToBytes(sprintSeed), hostKey: hexToBytes(hostKey) };
}
