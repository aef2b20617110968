import { equalBytes } from "../rules/crypto/index.ts";
import type { Params } from "../rules/params/index.ts";
import { createAbsence } from "./absence.ts";
import { accountCodec } from "./account-codec.ts";
import {
  accountFor,
  type ClosedSprint,
  type Moment,
  type SprintAccount,
} from "./account-sprints.ts";
import { type HostPorts, type Snapshot, type Standing, sprintElapsedMs } from "./context.ts";
import { type Coverage, coverSpan, type Gap, type MissReason, noteReason } from "./coverage.ts";
import { missedOf } from "./history.ts";
import type { HistoryKeeper } from "./keep-history.ts";
import type { LiveView } from "./live-view.ts";
import type { LedgerReader } from "./read-ledger.ts";
import type { BusySpan } from "./run-nonces.ts";
import { createSchedule } from "./sprint-schedule.ts";

/** Accounts for the whole clock of each Sprint that the Host had joined (HO17, HO18). */
export interface CoverageKeeper {
  /** Once in each turn of the loop, whether or not the ledger could be read. Keeps what has changed. */
  tick(): Promise<void>;
  step(snapshot: Snapshot): Promise<void>;
  /** The connection was lost. */
  lost(): void;
  /** A batch, or a rest after one, that ends now. */
  covered(span: BusySpan, snapshot: Snapshot): void;
  /** Computing failed now. */
  failed(snapshot: Snapshot): void;
}

export interface CoverageOptions {
  readonly key: Uint8Array;
  readonly ports: Pick<HostPorts, "clock" | "store">;
  readonly reader: Pick<LedgerReader, "summary">;
  readonly standing: Pick<Standing, "isJoined" | "idle">;
  readonly history: Pick<HistoryKeeper, "putMissed">;
  readonly view: LiveView;
}

const storeName = "coverage";
/** A batch that takes longer than this many times its usual time, and this, was held up by something else. */
const heldUpTimes = 3;
const heldUpMs = 3000;

export function createCoverage(options: CoverageOptions): CoverageKeeper {
  const { key, reader, history, view } = options;
  const { clock, store } = options.ports;
  const absence = createAbsence(clock);
  let chainId: Uint8Array | undefined;
  let account: SprintAccount | undefined;
  let kept: Uint8Array = new Uint8Array();
  let told: readonly Gap[] = [];
  const keep = async (): Promise<void> => {
    if (!chainId || !account) return;
    const bytes = accountCodec.encode({ chainId, key, account });
    if (equalBytes(bytes, kept)) return;
    await store.set(storeName, bytes);
    kept = bytes;
  };
  const tell = async ({ cycle, gaps, windowMs }: Omit<ClosedSprint, "isUnseen">): Promise<void> => {
    const fresh = gaps.filter(({ toMs }) => toMs > (told.at(-1)?.toMs ?? -1));
    for (const gap of fresh) view.tell("info", sentenceOf(cycle, gap, windowMs));
    told = gaps;
    if (fresh.length > 0) await history.putMissed(cycle, missedOf(cycle, gaps, windowMs));
  };
  const change = (next: (coverage: Coverage) => Coverage): void => {
    const open = account?.open;
    if (account && open) account = { ...account, open: { ...open, coverage: next(open.coverage) } };
  };
  return {
    async tick() {
      absence.tick();
      await keep();
    },
    lost: absence.lost,
    async step(snapshot) {
      if (!chainId || !equalBytes(chainId, snapshot.chainId)) {
        const bytes = await store.get(storeName);
        const saved = bytes && accountCodec.decode(bytes);
        const isThis =
          saved && equalBytes(saved.key, key) && equalBytes(saved.chainId, snapshot.chainId);
        account = isThis ? saved.account : undefined;
        told = account?.open?.coverage.gaps ?? [];
        ({ chainId } = snapshot);
      }
      const { closed, account: next } = accountFor(
        account,
        momentOf(options, snapshot, absence.take()),
      );
      account = next;
      const unseen: ClosedSprint[] = [];
      for (const sprint of closed) {
        if (!sprint.isUnseen) await tell(sprint);
        else if (await tookPlace(reader, sprint.cycle)) unseen.push(sprint);
        told = [];
      }
      for (const { cycle, gaps, windowMs } of unseen)
        await history.putMissed(cycle, missedOf(cycle, gaps, windowMs));
      if (unseen.length > 0) view.tell("info", unseenSentence(unseen));
      const { open } = next;
      if (open) await tell({ ...open, gaps: open.coverage.gaps });
      await keep();
    },
    covered({ fromMs, toMs, expectedMs }, snapshot) {
      const open = account?.open;
      if (open?.cycle !== snapshot.cycle.cycle) return;
      const mostMs = expectedMs === undefined ? Infinity : heldUpTimes * expectedMs + heldUpMs;
      const endMs = Math.min(open.windowMs, sprintElapsedMs(snapshot, clock));
      const span = { fromMs: Math.max(0, endMs - Math.min(toMs - fromMs, mostMs)), toMs: endMs };
      // Late while the loop was on time: a device was lost and replaced, or others used it. Without being late there
      // is a hole only if the Sprint's clock went on while this machine's stood still.
      const isHeldUp = toMs - fromMs > mostMs && !absence.stoodStill(fromMs);
      const late = isHeldUp ? "compute" : "asleep";
      const otherwise = expectedMs === undefined ? "told-late" : late;
      change((coverage) => coverSpan(coverage, span, open.toleranceMs, otherwise));
    },
    failed(snapshot) {
      const atMs = sprintElapsedMs(snapshot, clock);
      change((coverage) => noteReason(coverage, atMs, "compute"));
    },
  };
}

function momentOf(
  { standing, ports }: CoverageOptions,
  snapshot: Snapshot,
  away: MissReason | undefined,
): Moment {
  const { cycle, phase } = snapshot.cycle;
  const isBefore = phase === "deal" || phase === "open";
  return {
    cycle,
    stage: isBefore ? "before" : phase === "sprint" ? "under-way" : "over",
    elapsedMs: phase === "sprint" ? Math.max(0, sprintElapsedMs(snapshot, ports.clock)) : 0,
    ...measures(snapshot.params),
    joined: standing.isJoined(),
    idle: standing.idle(),
    away,
  };
}

function measures({ cycle }: Params): Pick<Moment, "windowMs" | "toleranceMs"> {
  const { stopMs } = createSchedule(cycle);
  return { windowMs: stopMs, toleranceMs: Math.max(1000, 2 * cycle.blockMs) };
}

/** Whether a Sprint of which nothing was seen was held at all: without its seed there was none. */
async function tookPlace(reader: Pick<LedgerReader, "summary">, cycle: bigint): Promise<boolean> {
  const summary = await reader.summary(cycle);
  return summary?.outcome !== "not-dealt" && summary?.outcome !== "first-value-not-opened";
}

const sentences: Readonly<Record<MissReason, string>> = {
  closed: "this Host did not run",
  asleep: "this machine stood still",
  compute: "computing failed or was held up",
  disconnected: "there was no connection",
  paused: "the Host was paused",
  left: "the Host had left",
  "joined-late": "the Host joined late",
  elsewhere: "the key signs on another machine",
  "told-late": "the Host heard of it late",
};

function unseenSentence(sprints: readonly ClosedSprint[]): string {
  const [first, last] = [sprints[0], sprints.at(-1)];
  const reason = sentences[last?.gaps[0]?.reason ?? "closed"];
  if (sprints.length === 1) return `Missed the Sprint of cycle ${first?.cycle}: ${reason}`;
  return `Missed ${sprints.length} Sprints, of the cycles ${first?.cycle} to ${last?.cycle}: ${reason}`;
}

function sentenceOf(cycle: bigint, { reason, fromMs, toMs }: Gap, windowMs: number): string {
  const ms = toMs - fromMs;
  const seconds = (ms / 1000).toFixed(ms < 10_000 ? 1 : 0);
  const cost = `${Math.round((ms / windowMs) * 100)} % of the time that counts`;
  return `Missed ${seconds} s of the Sprint of cycle ${cycle}, ${cost}: ${sentences[reason]}`;
}
