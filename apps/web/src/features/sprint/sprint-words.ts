import type { HostView, RefusedView, SprintView } from "@stadion/protocol/host";
import { formatDuration, formatRate } from "#shared/format/index.ts";

const steps: Readonly<Record<SprintView["step"], string>> = {
  waiting: "waiting for the ledger",
  running: "running",
  committing: "committing what was found",
  revealing: "revealing the list",
  judged: "judged",
  settled: "settled",
};

/** What the Host does with its Sprint now. */
export function stepWords(
  { step, cycle: ofCycle }: SprintView,
  { paused, cycle }: Pick<HostView, "paused" | "cycle">,
): string {
  const isUnderWay = cycle?.cycle === ofCycle && cycle.phase === "sprint";
  return paused && isUnderWay && step !== "running" ? "paused" : steps[step];
}

/** Rate and time of a Sprint: "1,760 nonces/s, 2 s of 5 s". */
export function paceWords({ step, noncesPerSecond, elapsedMs, sprintMs }: SprintView): string {
  const isRunning = step === "running";
  if (noncesPerSecond === 0) return isRunning ? "Preparing the first batch" : "";
  const rate = formatRate(noncesPerSecond);
  if (!isRunning) return `${rate} on average`;
  return `${rate}, ${formatDuration(elapsedMs)} of ${formatDuration(sprintMs)}`;
}

/** What goes on while there is no connection to the node (HO11). */
export function withoutNode({ sprint, joined }: Pick<HostView, "sprint" | "joined">): string {
  const lost = "There is no connection to the node.";
  if (sprint?.step === "running")
    return `${lost} This machine computes on, and commits as soon as it is back.`;
  if (sprint && sprint.step !== "settled")
    return `${lost} What was found is kept; what is due is sent as soon as it is back.`;
  return joined ? `${lost} A Sprint that starts meanwhile is missed.` : lost;
}

const things: Readonly<Record<RefusedView["kind"], string>> = {
  register: "A registration",
  heartbeat: "A heartbeat",
  commit: "A commit",
  reveal: "A proof",
  proof: "A list for the node to keep",
  beaconDeal: "A beacon's deal",
  beaconOpen: "A beacon's value",
  verdict: "A verdict",
};

/** What was not taken and why, before and after the block that is named between them. */
export function refusedWords({ kind, by, text, code }: RefusedView): readonly [string, string] {
  const who = by === "node" ? "the node at " : "";
  return [`${things[kind]} was refused by ${who}`, code === "" ? text : `${text} (${code})`];
}
