import type { CycleParams } from "@stadion/protocol/params";
import { msToNextSprint } from "./phases.ts";
import type { LedgerMoment } from "./race-clock.ts";

/** The next starting gun. */
export interface NextGun {
  /** The cycle whose Sprint it starts. */
  readonly cycle: bigint;
  /** Unix milliseconds by the ledger's clock, if every block takes its time and the beacon opens at once; stays put between blocks. */
  readonly atMs: number;
}

/** When the next Sprint starts; `undefined` while one runs. */
export function nextGun(
  { cycle, height, blockTimeMs }: LedgerMoment,
  params: CycleParams,
): NextGun | undefined {
  const { phase } = cycle;
  if (phase === "sprint") return undefined;
  const isThisCycle = phase === "deal" || phase === "open";
  const leftMs = msToNextSprint(params, {
    phase,
    cycleStartHeight: Number(cycle.cycleStartHeight),
    height: Number(height),
  });
  return { cycle: isThisCycle ? cycle.cycle : cycle.cycle + 1n, atMs: blockTimeMs + leftMs };
}
