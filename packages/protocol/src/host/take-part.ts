import { equalBytes } from "../rules/crypto/index.ts";
import { type HostContext, type Snapshot, sprintElapsedMs } from "./context.ts";
import { createOneSprint, type OneSprint } from "./one-sprint.ts";
import type { Clock } from "./ports.ts";
import { createSchedule } from "./sprint-schedule.ts";
import { beginWork, loadWork, type SprintWork } from "./sprint-work.ts";

/** Takes a Host through one Sprint after the other (HO5 to HO9). */
export interface SprintPart {
  load(): Promise<void>;
  step(snapshot: Snapshot): Promise<void>;
  nextDueMs(): number | undefined;
  halt(): void;
  stop(): Promise<void>;
}

export function createSprintPart(context: HostContext): SprintPart {
  const { key, ports, standing } = context;
  let saved: SprintWork | undefined;
  let current: OneSprint | undefined;
  return {
    async load() {
      saved = await loadWork(ports.store, key);
    },
    async step(snapshot) {
      const { cycle, sprintSeed, phase } = snapshot.cycle;
      const isThis = (work: SprintWork | undefined): boolean =>
        work?.cycle === cycle && equalBytes(work.sprintSeed, sprintSeed);
      if (!isThis(current?.work)) {
        const resumed = isThis(saved) ? saved : undefined;
        const mayBegin =
          phase === "sprint" && standing.mayBegin() && isInTime(snapshot, ports.clock);
        if (resumed || mayBegin) {
          await current?.stop();
          const work = resumed ?? beginWork({ cycle, sprintSeed, hostKey: key }, ports.random);
          current = createOneSprint(context, work, snapshot);
          saved = undefined;
        }
      }
      await current?.step(snapshot);
      const isUnderWay = isThis(current?.work) && !current?.isDone();
      if (standing.isFinishing() && !isUnderWay) standing.finished();
    },
    nextDueMs: () => current?.nextDueMs(),
    halt: () => current?.halt(),
    stop: async () => await current?.stop(),
  };
}

/** Whether enough of the Sprint is left to compute anything. */
function isInTime(snapshot: Snapshot, clock: Clock): boolean {
  const { stopMs } = createSchedule(snapshot.params.cycle);
  return sprintElapsedMs(snapshot, clock) < stopMs;
}
