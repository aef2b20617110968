import type { HostView, RunningHost } from "@stadion/protocol/host";
import { type CommandIo, StopRequestedError } from "../../command.ts";
import { jsonLine } from "../json-line.ts";

/**
 * Calls back when the command may end after a person or a supervisor asked for it.
 *
 * Ctrl-C in a Sprint finishes it first: what was found since the last commit would else be lost. A supervisor's
 * SIGTERM does not wait, and the terminal ends the process at a second Ctrl-C.
 */
export function whenAskedToStop(
  host: Pick<RunningHost, "view" | "onView" | "finish">,
  io: CommandIo,
  json: boolean,
  end: () => void,
): void {
  const asked = (): void => {
    const waitsFor = owed(host.view());
    const { reason } = io.stop;
    const isPerson = reason instanceof StopRequestedError && reason.signal === "SIGINT";
    if (!isPerson || !waitsFor) {
      end();
      return;
    }
    host.finish();
    if (json) io.print(jsonLine({ event: "stopping", waitsFor }));
    else io.warn(`Finishing: ${waitsFor}. Ctrl-C again stops now`);
    const endListening = host.onView((view) => {
      if (owed(view)) return;
      endListening();
      end();
    });
  };
  io.stop.addEventListener("abort", asked, { once: true });
  if (io.stop.aborted) asked();
}

/** What the Host still owes the Sprint under way, in words; `undefined` if nothing. */
export function owed({ cycle, sprint, joined, paused, elsewhere }: HostView): string | undefined {
  const isOut = !joined || elsewhere !== undefined;
  if (!sprint || sprint.cycle !== cycle?.cycle || isOut) return undefined;
  const { ledger, sprintMs, elapsedMs } = sprint;
  if (cycle.phase === "sprint" && !paused) {
    const seconds = Math.max(0, (sprintMs - elapsedMs) / 1000).toFixed(0);
    return `the Sprint of cycle ${cycle.cycle} has ${seconds} s left, then its proof is revealed`;
  }
  const isRevealing = cycle.phase === "sprint" || cycle.phase === "reveal";
  if (isRevealing && ledger?.status === "committed")
    return `a block has yet to take the proof of cycle ${cycle.cycle}`;
  return undefined;
}
