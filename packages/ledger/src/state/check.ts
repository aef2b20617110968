import type { Refusal } from "@stadion/protocol/chain";
import type { Check } from "./contract.ts";

export const accepted: { readonly ok: true } = { ok: true };

export function rejected<R extends Refusal>(refusal: R): Check<R> {
  return { ok: false, refusal };
}
