import type { CycleRecord, SprintSummary } from "@stadion/protocol/chain";
import type { Duty } from "./duty.ts";
import type { StateReader } from "./state-reader.ts";

/** What a person who runs a node is told as it happens. */
export type NodeEvent =
  | { readonly kind: "phase"; readonly height: bigint; readonly cycle: CycleRecord }
  | { readonly kind: "settled"; readonly height: bigint; readonly summary: SprintSummary }
  | { readonly kind: "warning"; readonly message: string };

/** Tells of each change of phase, and of how a cycle's Sprint ended. */
export function watchCycle(
  reader: Pick<StateReader, "height" | "cycle" | "summary">,
  onEvent: (event: NodeEvent) => void,
): Duty {
  let seen: string | undefined;
  return {
    afterBlock() {
      const cycle = reader.cycle();
      const now = `${cycle.cycle} ${cycle.phase}`;
      if (now === seen) return;
      const height = reader.height();
      // A node that starts during the work phase tells nothing old.
      const summary = cycle.phase === "work" && seen ? reader.summary(cycle.cycle) : undefined;
      seen = now;
      if (summary) onEvent({ kind: "settled", height, summary });
      onEvent({ kind: "phase", height, cycle });
    },
  };
}
