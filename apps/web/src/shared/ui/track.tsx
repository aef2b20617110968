import type { CycleParams } from "@stadion/protocol/params";
import {
  describePhase,
  type LapPhase,
  lapPosition,
  layPhases,
  type TrackGeometry,
  trackPath,
  trackPoint,
} from "#shared/cycle/index.ts";

const geometry: TrackGeometry = { width: 640, height: 300, inset: 30 };
const laneWidth = 26;
// Between phases, as a share of the lap.
const gap = 0.006;

interface TrackProps {
  readonly cycle: CycleParams;
  readonly phase?: LapPhase | undefined;
  /** How much of the phase has gone by, 0..1. */
  readonly phaseShare: number;
  /** Whether the race stands still: then the runner is where it was seen last. */
  readonly isStill?: boolean;
  /** What stands inside the track. */
  readonly children: React.ReactNode;
}

/** A cycle as one lap: the start line is the Sprint's starting gun, the runner is now. */
export function Track(props: TrackProps): React.ReactNode {
  const { cycle, phase, phaseShare, isStill = false, children } = props;
  const spans = layPhases(cycle);
  const path = trackPath(geometry);
  const runner = phase && trackPoint(geometry, lapPosition(spans, phase, phaseShare));
  const { width, height, inset } = geometry;
  const line = height - inset;
  return (
    <div className="track" data-still={isStill}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path className="track-bed" d={path} strokeWidth={laneWidth + 18} />
        {spans.map(({ phase: name, from, to }) => (
          <path
            key={name}
            className="track-phase"
            data-kind={name}
            d={path}
            pathLength={1}
            strokeWidth={name === "sprint" ? laneWidth : laneWidth / 2}
            strokeDasharray={`${to - from - gap} ${1 - (to - from - gap)}`}
            strokeDashoffset={-(from + gap / 2)}
          />
        ))}
        <path
          className="track-line"
          d={`M${width / 2} ${line - laneWidth / 2 - 9}V${line + laneWidth / 2 + 9}`}
        />
        {runner && <circle className="track-runner" cx={runner.x} cy={runner.y} r={14} />}
      </svg>
      <div className="track-centre">{children}</div>
    </div>
  );
}

/** The phases by name, in the order of the lap; the present one stands out. */
export function PhaseList({ phase }: { readonly phase?: LapPhase | undefined }): React.ReactNode {
  const order: LapPhase[] = ["deal", "open", "sprint", "reveal", "secondOpen", "audit", "work"];
  return (
    <ol className="phases" aria-label="Phases of a cycle">
      {order.map((name) => (
        <li key={name} data-kind={name} aria-current={name === phase ? "step" : undefined}>
          {describePhase(name).name}
        </li>
      ))}
    </ol>
  );
}
