import type { HostView } from "@stadion/protocol/host";
import { presets } from "@stadion/protocol/params";
import { describePhase, raceClock } from "#shared/cycle/index.ts";
import { formatClock, formatCount, formatDuration } from "#shared/format/index.ts";
import { Button, PhaseList, Track } from "#shared/ui/index.ts";

interface RacePanelProps {
  readonly view: HostView;
  /** Since the ledger's present block was seen. */
  readonly sinceMs: number;
  readonly onJoin: () => void;
  readonly onLeave: () => void;
}

/** The lap, the clock in its middle, and the one thing to do. */
export function RacePanel({ view, sinceMs, onJoin, onLeave }: RacePanelProps): React.ReactNode {
  const { cycle, preset } = view;
  const params = presets[preset ?? "local"].cycle;
  const phase = cycle?.phase;
  const clock = cycle && raceClock({ ...view, cycle }, params, sinceMs);
  const inSprint = phase === "sprint";
  return (
    <section className="lead" aria-label="The race">
      <Track cycle={params} phase={phase} phaseShare={clock?.phaseShare ?? 0}>
        <p className="track-label">{inSprint ? "Sprint ends in" : "Next Sprint in"}</p>
        <p className="clock" role="timer">
          {clock ? formatClock(clock.leftMs) : "–:––"}
        </p>
        <p className="track-label">
          {cycle ? `Cycle ${formatCount(cycle.cycle)}` : "Asking the node"}
        </p>
      </Track>
      <div className="stack-tight">
        <PhaseList phase={phase} />
        <p className="phase-meaning small muted" aria-live="polite">
          {phase && `${describePhase(phase).meaning}.`}
        </p>
      </div>
      <div className="lead-action">
        {view.joined ? (
          <Button wide onPress={onLeave}>
            Leave
          </Button>
        ) : (
          <Button wide look="primary" onPress={onJoin}>
            Join the next Sprint
          </Button>
        )}
        <p className="muted small">{view.joined ? stays(view) : invites(params.sprintMs)}</p>
      </div>
    </section>
  );
}

function stays({ registered }: HostView): string {
  const rest = "You are in, for every Sprint to come. Keep this page open.";
  return registered ? rest : `${rest} The ledger is yet to register your Host.`;
}

function invites(sprintMs: number): string {
  const length = formatDuration(sprintMs);
  return `At the starting gun this machine computes for ${length}. What it proves becomes weight.`;
}
