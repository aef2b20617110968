import { type PresetName, presets } from "@stadion/protocol/params";
import { describePhase, type LedgerMoment, raceClock } from "#shared/cycle/index.ts";
import { formatCount } from "#shared/format/index.ts";
import { PhaseList, Track } from "#shared/ui/index.ts";
import { raceWords } from "./race-words.ts";
import type { Stillness } from "./stillness.ts";

interface RacePanelProps {
  /** `undefined` before the node was asked. */
  readonly moment: LedgerMoment | undefined;
  readonly preset: PresetName | undefined;
  /** Since the ledger's present block was seen. */
  readonly sinceMs: number;
  /** Why the race stands still; `undefined` while it goes on. */
  readonly still: Stillness | undefined;
  /** What there is to do. */
  readonly children: React.ReactNode;
}

/** The lap, the clock in its middle, and below it the one thing to do. */
export function RacePanel(props: RacePanelProps): React.ReactNode {
  const { moment, preset, sinceMs, still, children } = props;
  const params = presets[preset ?? "local"].cycle;
  const phase = moment?.cycle.phase;
  const clock = moment && raceClock(moment, params, still ? 0 : sinceMs);
  const words = raceWords(moment, params, still, sinceMs, Date.now());
  return (
    <section className="lead" aria-label="The race">
      <Track
        cycle={params}
        phase={phase}
        phaseShare={clock?.phaseShare ?? 0}
        isStill={moment !== undefined && still !== undefined}
      >
        <p className="track-label">{words.label}</p>
        <p className="clock" role="timer" data-words={words.isWords}>
          {words.clock}
        </p>
        <p className="track-label tabular">{words.note}</p>
      </Track>
      <div className="stack-tight">
        <PhaseList phase={still ? undefined : phase} />
        <p className="phase-meaning small muted" aria-live="polite">
          {moment && meaningOf(moment, still)}
        </p>
      </div>
      {children}
    </section>
  );
}

function meaningOf({ cycle, height }: LedgerMoment, still: Stillness | undefined): string {
  if (still) return `What came after block ${formatCount(height)} is not known here.`;
  return `${describePhase(cycle.phase).meaning}.`;
}
