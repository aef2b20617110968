import type { MissedTime, MissReason, SprintRecord } from "@stadion/protocol/host";
import {
  formatCount,
  formatDuration,
  formatPercent,
  formatTimeOfDay,
} from "#shared/format/index.ts";
import type { AwayEntry } from "./away-rule.ts";

/** What happened, as a sentence. */
export function describeEntry(entry: AwayEntry): string {
  const from = formatTimeOfDay(entry.fromMs);
  switch (entry.kind) {
    case "closed":
      return `This page was closed from ${from} to ${formatTimeOfDay(entry.toMs)}. What it had committed is kept, and it went on from there.`;
    case "hidden":
      return `This page was out of sight from ${from}, for ${formatDuration(entry.toMs - entry.fromMs)}.`;
    case "connection":
      return describeLoss(entry, from);
    case "device":
      return `At ${from} the GPU failed (${withoutStop(entry.reason)}). ${successors[entry.now]} and ran the same nonces again, so none was lost.`;
  }
}

/** A browser's sentences may end with a full stop; ours go on. */
function withoutStop(reason: string): string {
  return reason.replace(/\.$/, "");
}

const successors = {
  webgpu: "It was opened anew",
  wasm: "WebAssembly took over",
} as const;

function describeLoss(
  {
    fromMs,
    toMs,
    reason,
    wasRunning,
    stoodStill,
  }: Extract<AwayEntry, { readonly kind: "connection" }>,
  from: string,
): string {
  const lost = `From ${from} there was no connection to the node for ${formatDuration(toMs - fromMs)} (${withoutStop(reason)}).`;
  const node = stoodStill ? " The ledger stood still meanwhile, so the node itself was gone." : "";
  const host = wasRunning ? " This machine computed on, and what it found is kept." : "";
  return `${lost}${node}${host}`;
}

/** Why a Host did not compute, to go after a colon or a comma. */
export const missedBecause: Readonly<Record<MissReason, string>> = {
  closed: "this page was closed",
  asleep: "this machine or this page stood still",
  compute: "computing failed",
  disconnected: "there was no connection to the node",
  paused: "you paused it",
  left: "you left",
  "joined-late": "you joined late",
  elsewhere: "the key signs on another machine",
  "told-late": "the node told of it late",
};

/** A Sprint missed from its start to its end. */
const whole = 0.995;

/** What was missed, a sentence for each run of Sprints or each stretch of one. */
export function describeMissed(missed: readonly MissedTime[]): string[] {
  const sentences: string[] = [];
  for (let at = 0; at < missed.length; ) {
    const first = missed[at] as MissedTime;
    let end = at + 1;
    while (isNextWhole(missed[end - 1], missed[end])) end += 1;
    sentences.push(
      end - at > 1 ? describeRun(first, missed[end - 1] as MissedTime) : describeOne(first),
    );
    at = end;
  }
  return sentences;
}

function isNextWhole(before: MissedTime | undefined, next: MissedTime | undefined): boolean {
  if (!before || !next) return false;
  const isWhole = before.share >= whole && next.share >= whole;
  return isWhole && before.reason === next.reason && next.cycle === before.cycle + 1n;
}

function describeRun(first: MissedTime, last: MissedTime): string {
  const cycles = `${formatCount(first.cycle)} to ${formatCount(last.cycle)}`;
  return `Missed the Sprints of cycles ${cycles}: ${missedBecause[first.reason]}.`;
}

function describeOne({ cycle, reason, fromMs, toMs, share }: MissedTime): string {
  const sprint = `the Sprint of cycle ${formatCount(cycle)}`;
  if (share >= whole) return `Missed ${sprint}: ${missedBecause[reason]}.`;
  const part = `${shortDuration(toMs - fromMs)} of ${sprint}, ${formatPercent(share)} of the time that counts`;
  return `Missed ${part}: ${missedBecause[reason]}.`;
}

/** A stretch of a Sprint, which may be a few seconds long: "1.4 s", "12 s". */
function shortDuration(ms: number): string {
  return ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : formatDuration(ms);
}

/** What came of the Sprints that were settled since. */
export function describeSettled(records: readonly SprintRecord[]): string | undefined {
  const last = records.at(-1);
  if (!last) return undefined;
  const weight = `weight ${formatCount(last.weight)}`;
  if (records.length === 1)
    return `The Sprint of cycle ${formatCount(last.cycle)} has been settled since: ${weight}.`;
  return `${formatCount(records.length)} Sprints have been settled since, the last one of cycle ${formatCount(last.cycle)}: ${weight}.`;
}
