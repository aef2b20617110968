import type { HostView } from "@stadion/protocol/host";
import type { CycleParams } from "@stadion/protocol/params";
import { describePart, lateJoin } from "#shared/cycle/index.ts";
import { formatDuration } from "#shared/format/index.ts";
import type { Stillness } from "./stillness.ts";

/** What a person can do about their part in Sprints. */
export type PartAction = "join" | "join-now" | "stay" | "resume" | "leave";

export interface PartWords {
  /** The first is the one that stands out; there may be none. */
  readonly actions: readonly PartAction[];
  readonly note: string;
}

export const actionNames: Readonly<Record<PartAction, string>> = {
  join: "Join the next Sprint",
  "join-now": "Join this Sprint now",
  stay: "Stay in",
  resume: "Resume",
  leave: "Leave",
};

type Part = Pick<HostView, "joined" | "paused" | "finishing" | "registered"> & {
  readonly elsewhere: unknown;
  readonly cycle: Pick<NonNullable<HostView["cycle"]>, "phase"> | undefined;
  readonly sprint: Pick<NonNullable<HostView["sprint"]>, "step"> | undefined;
};

/**
 * Where a person stands with the next Sprint, and what joining now would give.
 *
 * @param leftMs - of the Sprint that runs
 * @param still - why the ledger stands still as far as the page knows; `undefined` while it goes on
 */
export function partWords(
  view: Part,
  params: CycleParams,
  leftMs: number,
  still: Stillness | undefined,
): PartWords {
  if (view.elsewhere !== undefined) return lookingOnWords(view);
  if (!view.joined) return still ? stillOutWords[still] : joinWords(view, params, leftMs);
  if (view.finishing)
    return {
      actions: ["stay", "leave"],
      note: "This Sprint is your last: you leave when it is settled.",
    };
  if (view.paused)
    return {
      actions: ["resume", "leave"],
      note: "Paused. You are in, but nothing computes until you resume.",
    };
  if (still) return { actions: ["leave"], note: stillInNote(view, still) };
  const rest = "You are in, for every Sprint to come. Keep this page open.";
  const note = view.registered ? rest : `${rest} The ledger is yet to register your Host.`;
  return { actions: ["leave"], note };
}

/** Nothing is computed here while the key signs on another machine (HO21). */
function lookingOnWords({ joined }: Part): PartWords {
  const note = "This machine only looks on while its key is in use elsewhere";
  if (!joined) return { actions: [], note: `${note}.` };
  return { actions: ["leave"], note: `${note}. After that it takes part again.` };
}

const stillOutWords: Readonly<Record<Stillness, PartWords>> = {
  "no-answer": {
    actions: ["join"],
    note: "Nothing starts here before the node answers. You can join now already.",
  },
  "no-block": {
    actions: ["join"],
    note: "No Sprint starts before the ledger goes on. You can join now already.",
  },
};

function stillInNote({ sprint }: Part, still: Stillness): string {
  if (still === "no-block") return "You have joined. No Sprint starts before the ledger goes on.";
  return sprint?.step === "running"
    ? "You have joined. This machine computes on, and commits as soon as the node answers."
    : "You have joined. A Sprint that starts before the node answers is missed.";
}

function joinWords({ cycle }: Part, params: CycleParams, leftMs: number): PartWords {
  const { sprintMs } = params;
  const whole = formatDuration(sprintMs);
  if (cycle?.phase !== "sprint") {
    const note = `At the starting gun this machine computes for ${whole}. What it proves becomes weight.`;
    return { actions: ["join"], note };
  }
  const elapsedMs = Math.max(0, sprintMs - leftMs);
  const { inTime, shareLeft } = lateJoin(params, elapsedMs);
  if (!inTime)
    return { actions: ["join"], note: "Too late for this Sprint: you start with the next one." };
  const over = `${formatDuration(elapsedMs)} of ${whole} are over`;
  return {
    actions: ["join-now"],
    note: `${over}: from now on you can get ${describePart(shareLeft)} weight of a whole Sprint.`,
  };
}
