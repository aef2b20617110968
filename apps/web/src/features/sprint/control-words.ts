import type { HostView } from "@stadion/protocol/host";
import type { HostControl } from "#shared/host/index.ts";

/** One thing a person can ask of the Host, and what it costs. */
export interface ControlWords {
  readonly control: Exclude<HostControl["type"], "throttle">;
  readonly name: string;
  readonly cost: string;
  readonly stands: "out" | "back";
}

type Part = Pick<HostView, "joined" | "paused" | "finishing" | "sprint" | "cycle" | "elsewhere">;

/** What can be asked now; nothing starts here while the key signs on another machine (HO21). */
export function controlWords(view: Part): ControlWords[] {
  const isRunning = view.cycle?.phase === "sprint";
  if (view.elsewhere) return view.joined ? [stayOut] : [];
  if (!view.joined) return [start(isRunning)];
  const ends = [...(hasUnsettled(view) && !view.finishing ? [finish] : []), leave(isRunning)];
  if (view.finishing) return [stay, ...ends];
  return [view.paused ? resume(isRunning) : pause(isRunning), ...ends];
}

/** Whether there is a Sprint to finish. */
function hasUnsettled({ sprint, cycle }: Part): boolean {
  return sprint !== undefined && sprint.cycle === cycle?.cycle && sprint.step !== "settled";
}

function start(isRunning: boolean): ControlWords {
  const cost = isRunning
    ? "Computes from now on, in what is left of this Sprint, and in every Sprint to come."
    : "Computes in every Sprint from the next starting gun on.";
  return { control: "join", name: "Start", cost, stands: "out" };
}

function pause(isRunning: boolean): ControlWords {
  const cost = isRunning
    ? "Stops after the batch under way. What was found is committed; the time until you resume is lost."
    : "You stay in, but a Sprint that starts is missed until you resume.";
  return { control: "pause", name: "Pause", cost, stands: "back" };
}

function resume(isRunning: boolean): ControlWords {
  const cost = isRunning
    ? "Goes on with the next nonce. The time that went by is lost, what was found is not."
    : "Computes again from the next starting gun on.";
  return { control: "resume", name: "Resume", cost, stands: "out" };
}

const finish: ControlWords = {
  control: "finish",
  name: "Finish, then leave",
  cost: "Takes this Sprint to its end, sees it settled and then leaves. Costs nothing of it.",
  stands: "back",
};

const stay: ControlWords = {
  control: "join",
  name: "Stay in",
  cost: "This Sprint is the last one; staying in takes that back.",
  stands: "out",
};

const stayOut: ControlWords = {
  control: "leave",
  name: "Leave",
  cost: "No Sprint starts here, even when this machine signs again.",
  stands: "back",
};

function leave(isRunning: boolean): ControlWords {
  const cost = isRunning
    ? "Stops after the batch under way. What was found is still committed and revealed."
    : "No Sprint starts here any more. Your weight stands until the next Sprint is settled.";
  return { control: "leave", name: "Leave", cost, stands: "back" };
}
