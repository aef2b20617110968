import { type PresetName, presets } from "@stadion/protocol/params";
import { describePhase, type LedgerMoment, nextGun, raceClock } from "#shared/cycle/index.ts";
import { formatClock, formatCount, formatMoment } from "#shared/format/index.ts";
import { PhaseList, Track } from "#shared/ui/index.ts";

interface RacePanelProps {
  /** `undefined` before the node was asked. */
  readonly moment: LedgerMoment | undefined;
  readonly preset: PresetName | undefined;
  /** Since the ledger's present block was seen. */
  readonly sinceMs: number;
  /** What there is to do. */
  readonly children: React.ReactNode;
}

/** The lap, the clock in its middle, and below it the one thing to do. */
export function RacePanel({ moment, preset, sinceMs, children }: RacePanelProps): React.ReactNode {
  const params = presets[preset ?? "local"].cycle;
  const phase = moment?.cycle.phase;
  const clock = moment && raceClock(moment, params, sinceMs);
  const gun = moment && nextGun(moment, params);
  return (
    <section className="lead" aria-label="The race">
      <Track cycle={params} phase={phase} phaseShare={clock?.phaseShare ?? 0}>
        <p className="track-label">{phase === "sprint" ? "Sprint ends in" : "Next Sprint in"}</p>
        <p className="clock" role="timer">
          {clock ? formatClock(clock.leftMs) : "–:––"}
        </p>
        <p className="track-label tabular">
          {gun && `at ${formatMoment(gun.atMs, Date.now())}, `}
          {moment ? `cycle ${formatCount(gun?.cycle ?? moment.cycle.cycle)}` : "Asking the node"}
        </p>
      </Track>
      <div className="stack-tight">
        <PhaseList phase={phase} />
        <p className="phase-meaning small muted" aria-live="polite">
          {phase && `${describePhase(phase).meaning}.`}
        </p>
      </div>
      {children}
    </section>
  );
}
