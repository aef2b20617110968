import { createSchedule } from "@stadion/protocol/host";
import type { CycleParams } from "@stadion/protocol/params";

/** What it costs to join a Sprint that runs. */
export interface LateJoin {
  /** Whether anything computed from now on can still be committed. */
  readonly inTime: boolean;
  /** Share of a whole Sprint's computing that is left, 0..1. */
  readonly shareLeft: number;
}

/** @param elapsedMs - of the Sprint's clock */
export function lateJoin(params: CycleParams, elapsedMs: number): LateJoin {
  const { stopMs } = createSchedule(params);
  const shareLeft = Math.min(1, Math.max(0, (stopMs - elapsedMs) / stopMs));
  return { inTime: shareLeft > 0, shareLeft };
}

const parts = [
  [0.97, "nearly the whole"],
  [0.85, "about nine tenths of the"],
  [0.71, "about three quarters of the"],
  [0.58, "about two thirds of the"],
  [0.42, "about half the"],
  [0.29, "about a third of the"],
  [0.18, "about a quarter of the"],
  [0.07, "about a tenth of the"],
] as const;

/** A share of something as one says it: "about half the". */
export function describePart(share: number): string {
  return parts.find(([least]) => share >= least)?.[1] ?? "hardly any";
}
