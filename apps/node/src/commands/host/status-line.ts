import type { HostView, SprintView } from "@stadion/protocol/host";

/** The line that is redrawn in place: where the Host stands now. */
export function statusLine(view: HostView): string {
  const { connection, cycle, height, sprint, weight, elsewhere } = view;
  if (connection.state === "connecting") return "connecting …";
  if (connection.state === "lost")
    return `connection lost (${connection.reason}), next try in ${seconds(connection.retryInMs)}`;
  if (!cycle) return "connected, asking where the cycle stands …";
  if (elsewhere) {
    const left = elsewhere.freeHeight - height;
    return `block ${height}  this key signs on another machine; here again in ${left} blocks if it stays silent`;
  }
  const place = `block ${height}  cycle ${cycle.cycle} ${cycle.phase}`;
  const running = sprint?.cycle === cycle.cycle ? `  ${sprintText(sprint)}` : "";
  return `${place}${running}  weight ${weight.own} of ${weight.total}${askedText(view)}`;
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
