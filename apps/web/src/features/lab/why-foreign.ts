import { bytesToHex } from "@stadion/protocol/crypto";
import type { Params, PresetName } from "@stadion/protocol/params";
import type { SprintProof } from "@stadion/protocol/sprint";

/** What a proof must have been made for, where the person says so. */
export interface ExpectedProof {
  readonly preset: PresetName;
  readonly sprintSeedHex: string;
  readonly hostKeyHex: string;
}

/** Why a sound proof is not the one that was expected; `undefined` when it is. */
export function whyForeign(
  proof: SprintProof,
  params: Params,
  { preset, sprintSeedHex, hostKeyHex }: ExpectedProof,
): string | undefined {
  if (params.name !== preset) return `made under preset ${params.name}, expected ${preset}`;
  const seed = bytesToHex(proof.sprintSeed);
  if (seed !== sprintSeedHex)
    return `made for another Sprint: expected seed ${sprintSeedHex}, found ${seed}`;
  const host = bytesToHex(proof.hostKey);
  if (host !== hostKeyHex) return `made by another Host: expected ${hostKeyHex}, found ${host}`;
  return undefined;
}
