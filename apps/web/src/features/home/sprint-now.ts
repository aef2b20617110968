import type { HostView, SprintView } from "@stadion/protocol/host";
import { formatCount, formatRate } from "#shared/format/index.ts";

/** A Sprint that this Host is in, as it goes. */
export interface SprintNow {
  readonly title: string;
  readonly rate: string;
  readonly found: string;
  readonly confirmed: string;
}

type Part = Pick<HostView, "sprint" | "cycle" | "paused">;

/** What this Host does in the Sprint that runs; `undefined` while none does, or it is not in it. */
export function sprintNow({ sprint, cycle, paused }: Part): SprintNow | undefined {
  if (!sprint || cycle?.phase !== "sprint" || sprint.cycle !== cycle.cycle) return undefined;
  if (sprint.step !== "running" && sprint.step !== "committing") return undefined;
  const { noncesPerSecond: rate, found, confirmed } = sprint;
  return {
    title: titleOf(sprint.step, paused),
    rate: rate > 0 ? formatRate(rate) : "–",
    found: formatCount(found),
    confirmed: formatCount(confirmed),
  };
}

function titleOf(step: SprintView["step"], paused: boolean): string {
  if (step === "running") return "Your Sprint is running";
  return paused ? "Your Sprint is paused" : "Your Sprint commits what was found";
}
