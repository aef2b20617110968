import type { SprintEntry } from "../rules/chain/index.ts";
import { createCommitter } from "./commit-work.ts";
import { type HostContext, type Snapshot, sprintElapsedMs } from "./context.ts";
import { createFollower, createRevealer } from "./follow-sprint.ts";
import type { Clock } from "./ports.ts";
import { createRunner, type SprintRunner } from "./sprint-runner.ts";
import { createSchedule, lastBlocks } from "./sprint-schedule.ts";
import type { SprintWork } from "./sprint-work.ts";
import type { SprintLedgerView, SprintView } from "./view.ts";

/** One Sprint from its start, or from what was saved of it, until it is settled. */
export interface OneSprint {
  readonly work: SprintWork;
  /** Does what is due. */
  step(snapshot: Snapshot): Promise<void>;
  /** Milliseconds until something is due, whatever the blocks do; `undefined` if nothing is. */
  nextDueMs(): number | undefined;
  /** Whether nothing more can come of it. */
  isDone(): boolean;
  /** Stops computing; what is found is committed at the next step. */
  halt(): void;
  stop(): Promise<void>;
}

export function createOneSprint(
  context: HostContext,
  work: SprintWork,
  first: Snapshot,
): OneSprint {
  const { view, ports, refusals, history } = context;
  const follower = createFollower(context, work);
  const reveal = createRevealer(context, work);
  let latest = first;
  const show = (): void => {
    const { sprintMs } = first.params.cycle;
    const { phase } = latest.cycle;
    view.update({
      compute: ports.compute.describe(),
      sprint: sprintView(work, runner, phase, {
        sprintMs,
        ledger: follower.ledger(),
        refused: refusals.of(work.cycle),
      }),
    });
  };
  const runner = createRunner(context, work, () => latest, show);
  const race = createRace(context, work, runner);
  return {
    work,
    async step(snapshot) {
      if (follower.isDone()) return;
      const { phase, cycle } = snapshot.cycle;
      const isCurrent = cycle === work.cycle;
      if (isCurrent) latest = snapshot;
      const entry = await follower.look(snapshot);
      if (isCurrent && phase === "sprint") await race.step(snapshot, entry);
      else await runner.stop();
      if (isCurrent && phase === "reveal") await reveal(snapshot, entry);
      show();
      const { sprint } = view.now();
      if (sprint) await history.putSprint(sprint);
    },
    nextDueMs: () => (latest.cycle.phase === "sprint" ? race.nextDueMs(latest) : undefined),
    isDone: follower.isDone,
    halt() {
      race.halt();
      void runner.stop();
    },
    stop: () => runner.stop(),
  };
}

/** The Sprint while its clock runs: computes, and commits when that is due (HO5, HO7, HO10, HO14). */
function createRace(context: HostContext, work: SprintWork, runner: SprintRunner) {
  const { ports, standing } = context;
  const committer = createCommitter(context, work);
  let doneTenths = 0;
  let isLastDone = false;
  let isHalted = false;
  return {
    async step(snapshot: Snapshot, entry: SprintEntry | undefined): Promise<void> {
      const schedule = createSchedule(snapshot.params.cycle);
      const elapsedMs = sprintElapsedMs(snapshot, ports.clock);
      const blocksLeft = snapshot.cycle.phaseEndHeight - snapshot.height;
      const isLast = elapsedMs >= schedule.stopMs || blocksLeft <= lastBlocks;
      if (isLast) {
        await waitFor(runner, ports.clock, schedule.lastCommitMs - elapsedMs);
      } else if (standing.mayCompute()) {
        isHalted = false;
        runner.start();
      } else void runner.stop();
      const tenth = schedule.tenth(elapsedMs);
      const isDue = isLast ? !isLastDone : isHalted || tenth > doneTenths;
      await committer.commit(snapshot, isDue, entry);
      doneTenths = Math.max(doneTenths, tenth);
      isLastDone = isLast;
    },
    nextDueMs(latest: Snapshot): number | undefined {
      if (isLastDone) return undefined;
      const schedule = createSchedule(latest.params.cycle);
      return schedule.nextDueMs(sprintElapsedMs(latest, ports.clock));
    },
    halt() {
      isHalted = true;
    },
  };
}

/** Waits for the last batch, but no longer than the last commit can. */
async function waitFor(runner: SprintRunner, clock: Clock, ms: number): Promise<void> {
  if (!runner.isRunning() || ms <= 0) return;
  const enough = new AbortController();
  const sleeping = clock.sleep(ms, enough.signal).catch(() => {}); // the batch came first
  await Promise.race([runner.idle(), sleeping]);
  enough.abort();
}

function sprintView(
  work: SprintWork,
  runner: SprintRunner,
  phase: Snapshot["cycle"]["phase"],
  known: Pick<SprintView, "sprintMs" | "ledger" | "refused">,
): SprintView {
  return {
    cycle: work.cycle,
    step: stepOf(runner, known.ledger, phase),
    tried: work.tried,
    found: work.found,
    confirmed: work.confirmed.size,
    noncesPerSecond: runner.noncesPerSecond(),
    elapsedMs: Math.max(0, runner.elapsedMs()),
    ...known,
  };
}

function stepOf(
  runner: SprintRunner,
  ledger: SprintLedgerView | undefined,
  phase: Snapshot["cycle"]["phase"],
): SprintView["step"] {
  if (ledger?.settledHeight) return "settled";
  if (runner.isRunning()) return "running";
  if (phase === "sprint") return "committing";
  if (ledger?.status === "committed") return "revealing";
  return ledger && ledger.status !== "revealed" ? "judged" : "waiting";
}
