import type { SprintEntry } from "../rules/chain/index.ts";
import { equalBytes } from "../rules/crypto/index.ts";
import { createCommitter } from "./commit-work.ts";
import { type HostContext, type Snapshot, sprintElapsedMs } from "./context.ts";
import { createRevealer, ledgerView, statusEvent } from "./follow-sprint.ts";
import type { Clock } from "./ports.ts";
import { createRunner } from "./sprint-runner.ts";
import { createSchedule, lastBlocks } from "./sprint-schedule.ts";
import { beginWork, loadWork, type SprintWork } from "./sprint-work.ts";
import type { SprintLedgerView, SprintView } from "./view.ts";

/** One Sprint from its start, or from what was saved of it, until it is settled. */
interface OneSprint {
  readonly work: SprintWork;
  /** Does what is due. */
  step(snapshot: Snapshot): Promise<void>;
  /** Milliseconds until something is due, whatever the blocks do; `undefined` if nothing is. */
  nextDueMs(): number | undefined;
  /** Stops computing; what is found is committed at the next step. */
  leave(): void;
  stop(): Promise<void>;
}

/** Takes a Host through one Sprint after the other (HO5 to HO9). */
export interface SprintPart {
  load(): Promise<void>;
  step(snapshot: Snapshot): Promise<void>;
  nextDueMs(): number | undefined;
  leave(): void;
  stop(): Promise<void>;
}

export function createSprintPart(context: HostContext): SprintPart {
  const { key, ports, joined } = context;
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
        const mayBegin = phase === "sprint" && joined() && isInTime(snapshot, ports.clock);
        if (resumed || mayBegin) {
          await current?.stop();
          const work = resumed ?? beginWork({ cycle, sprintSeed, hostKey: key }, ports.random);
          current = createSprint(context, work, snapshot);
          saved = undefined;
        }
      }
      await current?.step(snapshot);
    },
    nextDueMs: () => current?.nextDueMs(),
    leave: () => current?.leave(),
    stop: async () => await current?.stop(),
  };
}

/** Whether enough of the Sprint is left to compute anything. */
function isInTime(snapshot: Snapshot, clock: Clock): boolean {
  const { stopMs } = createSchedule(snapshot.params.cycle);
  return sprintElapsedMs(snapshot, clock) < stopMs;
}

function createSprint(context: HostContext, work: SprintWork, first: Snapshot): OneSprint {
  const { key, ports, reader, store, joined } = context;
  const schedule = createSchedule(first.params.cycle);
  const committer = createCommitter(context, work);
  const reveal = createRevealer(context, work);
  let latest = first;
  let doneTenths = 0;
  let isLastDone = false;
  let hasLeft = false;
  let ledger: SprintLedgerView | undefined;
  const runner = createRunner(context, work, schedule, () => latest, show);

  return {
    work,
    async step(snapshot) {
      if (snapshot.cycle.cycle === work.cycle) latest = snapshot;
      const { phase, cycle } = snapshot.cycle;
      const isCurrent = cycle === work.cycle;
      if (ledger?.settledHeight) return;
      const entry = await follow(snapshot);
      if (isCurrent && phase === "sprint") await duringSprint(snapshot, entry);
      else await runner.stop();
      if (isCurrent && phase === "reveal") await reveal(snapshot, entry);
      show();
    },
    nextDueMs() {
      if (latest.cycle.phase !== "sprint" || isLastDone) return undefined;
      return schedule.nextDueMs(sprintElapsedMs(latest, ports.clock));
    },
    leave() {
      hasLeft = true;
      void runner.stop();
    },
    stop: () => runner.stop(),
  };

  async function duringSprint(snapshot: Snapshot, entry: SprintEntry | undefined): Promise<void> {
    const elapsedMs = sprintElapsedMs(snapshot, ports.clock);
    const blocksLeft = snapshot.cycle.phaseEndHeight - snapshot.height;
    const isLast = elapsedMs >= schedule.stopMs || blocksLeft <= lastBlocks;
    if (isLast) {
      // The last batch may still be on its way, but the commit waits for it no longer than it can.
      const waitMs = Math.max(0, schedule.lastCommitMs - elapsedMs);
      if (runner.isRunning()) await Promise.race([runner.idle(), ports.clock.sleep(waitMs)]);
    } else if (joined()) {
      hasLeft = false;
      runner.start();
    }
    const tenth = schedule.tenth(elapsedMs);
    const isDue = (isLast && !isLastDone) || (!isLast && tenth > doneTenths) || hasLeft;
    await committer.commit(snapshot, isDue, entry);
    doneTenths = Math.max(doneTenths, tenth);
    isLastDone = isLast;
  }

  /** Reads what the ledger has, tells what changed, and says so in the view. */
  async function follow({ cycle }: Snapshot): Promise<SprintEntry | undefined> {
    const entry = await reader.entry(work.cycle, key);
    const isOver = cycle.phase === "work" || cycle.cycle !== work.cycle;
    const summary = isOver ? await reader.summary(work.cycle) : undefined;
    const now = ledgerView(entry, summary);
    const event = statusEvent(ledger, now);
    ledger = now;
    if (event) store.tell(event.kind, event.text);
    return entry;
  }

  function show(): void {
    store.update({
      compute: ports.compute.describe(),
      sprint: {
        cycle: work.cycle,
        step: stepOf(),
        tried: work.tried,
        found: work.found,
        confirmed: work.confirmed.size,
        noncesPerSecond: runner.noncesPerSecond(),
        elapsedMs: Math.max(0, runner.elapsedMs()),
        sprintMs: first.params.cycle.sprintMs,
        ledger,
      },
    });
  }

  function stepOf(): SprintView["step"] {
    if (ledger?.settledHeight) return "settled";
    if (runner.isRunning()) return "running";
    const { phase } = latest.cycle;
    if (phase === "sprint") return "committing";
    if (phase === "reveal" || ledger?.status === "committed") return "revealing";
    return ledger && ledger.status !== "revealed" ? "judged" : "waiting";
  }
}
