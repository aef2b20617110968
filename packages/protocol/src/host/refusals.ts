import type { LiveView } from "./live-view.ts";
import type { RefusedView } from "./view.ts";

/** What was refused of a Host's transactions and lists, told and kept by Sprint (HO20). */
export interface Refusals {
  add(refused: RefusedView): void;
  /** Takes up what an earlier run kept of a Sprint. */
  restore(cycle: bigint, refused: readonly RefusedView[]): void;
  /** Those of one Sprint, the newest last. */
  of(cycle: bigint): readonly RefusedView[];
}

/** Most of one Sprint that are kept. */
export const maxRefused = 16;

export function createRefusals(view: LiveView): Refusals {
  let last: { readonly cycle: bigint; readonly refused: readonly RefusedView[] } | undefined;
  const of = (cycle: bigint) => (last?.cycle === cycle ? last.refused : []);
  return {
    add(refused) {
      view.tell("bad", sentenceOf(refused));
      const cycle = view.now().cycle?.cycle;
      const isOfSprint = refused.kind !== "register" && refused.kind !== "heartbeat";
      if (cycle === undefined || !isOfSprint) return;
      last = { cycle, refused: [...of(cycle), refused].slice(-maxRefused) };
    },
    restore(cycle, refused) {
      last = { cycle, refused: [...refused, ...of(cycle)].slice(-maxRefused) };
    },
    of,
  };
}

function sentenceOf({ kind, text }: RefusedView): string {
  return kind === "proof" ? `The node did not keep the proof: ${text}` : `Refused ${kind}: ${text}`;
}
