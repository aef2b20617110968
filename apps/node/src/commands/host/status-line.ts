import type { HostView, SprintView } from "@stadion/protocol/host";
import { phaseNames } from "../phase-names.ts";

/** The line that is redrawn in place: where the Host stands now. */
export function statusLine(view: HostView): string {
  const { connection, cycle, height, elsewhere } = view;
  if (connection.state === "connecting") return "connecting …";
  if (connection.state === "lost")
    return `no connection to the node (${connection.reason}), next try in ${seconds(connection.retryInMs)}`;
  if (!cycle) return "connected, asking where the cycle stands …";
  if (elsewhere) {
    const left = elsewhere.freeHeight - height;
    return `block ${height}  this key signs on another machine; here again in ${left} blocks if it stays silent`;
  }
  return `block ${height}  ${placeText(view, cycle)}`;
}

/** What of the status line is news: no count of blocks, nor what is told as it happens. */
export function statusNews(view: HostView): string | undefined {
  const { connection, cycle, elsewhere } = view;
  if (connection.state !== "connected") return undefined;
  if (elsewhere) return "elsewhere";
  return cycle ? placeText(view, cycle) : statusLine(view);
}

function placeText(view: HostView, { cycle, phase }: NonNullable<HostView["cycle"]>): string {
  const { sprint, weight } = view;
  const running = sprint?.cycle === cycle ? `  ${sprintText(sprint)}` : "";
  const own = `weight ${weight.own} of ${weight.total}`;
  return `cycle ${cycle} ${phaseNames[phase]}${running}  ${own}${askedText(view)}`;
}

/** What a person has asked for, beyond taking part. */
function askedText({ paused, finishing, throttle }: HostView): string {
  const asked = [
    ...(paused ? ["paused"] : []),
    ...(finishing ? ["finishing"] : []),
    ...(throttle < 1 ? [`throttle ${Math.round(throttle * 100)} %`] : []),
  ];
  return asked.length > 0 ? `  (${asked.join(", ")})` : "";
}

function sprintText(sprint: SprintView): string {
  const { step, tried, found, confirmed, noncesPerSecond, ledger } = sprint;
  const work = `${tried} tried, ${found} found, ${confirmed} confirmed`;
  if (step === "running" || step === "committing") {
    const clock = `${seconds(sprint.elapsedMs)} of ${seconds(sprint.sprintMs)}`;
    return `${clock}  ${noncesPerSecond.toFixed(1)} nonces/s  ${work}`;
  }
  return ledger ? `${work}  ledger: ${ledger.status}, ${ledger.count} committed` : work;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
