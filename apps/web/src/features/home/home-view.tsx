import type { HostView } from "@stadion/protocol/host";
import { presets } from "@stadion/protocol/params";
import { raceClock, useNow } from "#shared/cycle/index.ts";
import { type HostControl, type HostState, KeyConflict } from "#shared/host/index.ts";
import { KeyNudge } from "#shared/key/index.ts";
import type { NodeState } from "#shared/node/index.ts";
import { ReadinessNote } from "#shared/readiness/index.ts";
import { Notice } from "#shared/ui/index.ts";
import { BeaconNote } from "./beacon-note.tsx";
import { BenchmarkPanel } from "./benchmark-panel.tsx";
import { NetworkLine } from "./network-line.tsx";
import { PartActions } from "./part-actions.tsx";
import { partWords } from "./part-words.ts";
import { RacePanel } from "./race-panel.tsx";
import { sprintNow } from "./sprint-now.ts";
import { SprintStrip } from "./sprint-strip.tsx";
import { StandingStrip } from "./standing-strip.tsx";
import { type Stillness, stillnessOf } from "./stillness.ts";
import { useHostCount } from "./use-host-count.ts";
import { WaitingPanel } from "./waiting-panel.tsx";

interface HomeViewProps {
  readonly state: HostState;
  readonly node: NodeState;
  readonly view: HostView;
  readonly onControl: (control: HostControl) => void;
  readonly onBenchmark: (run: boolean) => void;
}

/** The network in words, the lap, the next Sprint as an appointment, and something to do until then. */
export function HomeView(props: HomeViewProps): React.ReactNode {
  const { state, node, view, onControl, onBenchmark } = props;
  const now = useNow();
  const { preset, cycle, height, weight } = view;
  const hosts = useHostCount(`${weight.cycle} ${weight.height}`);
  const sinceMs = now - state.heightSeenMs;
  const pulse = { connection: view.connection, preset, blockMs: sinceMs };
  const still = stillnessOf(pulse);
  const running = sprintNow(view);
  const isMeasuring = state.benchmark.doing === "running";
  return (
    <>
      <h1 className="visually-hidden">Home</h1>
      <NetworkLine facts={{ ...pulse, connectionMs: now - node.sinceMs, height, hosts }} />
      <Warnings view={view} />
      <RacePanel
        moment={cycle && { ...view, cycle }}
        preset={preset}
        sinceMs={sinceMs}
        still={still}
      >
        {running && <SprintStrip now={running} />}
        <Part view={view} sinceMs={sinceMs} still={still} onControl={onControl} />
        {!running && <StandingStrip view={view} />}
      </RacePanel>
      {preset && (
        <div className="columns">
          {(!running || isMeasuring) && (
            <BenchmarkPanel
              view={view}
              benchmark={state.benchmark}
              onRun={() => onBenchmark(true)}
              onStop={() => onBenchmark(false)}
            />
          )}
          <WaitingPanel preset={preset} />
        </div>
      )}
      <section className="section" aria-labelledby="mind">
        <h2 id="mind">To keep in mind</h2>
        <KeyNudge />
        <ReadinessNote />
        {cycle?.beaconMode === 0 && <BeaconNote />}
      </section>
    </>
  );
}

type PartProps = Pick<HomeViewProps, "view" | "onControl"> & {
  readonly sinceMs: number;
  readonly still: Stillness | undefined;
};

function Part({ view, sinceMs, still, onControl }: PartProps): React.ReactNode {
  const { cycle, preset } = view;
  const params = presets[preset ?? "local"].cycle;
  const leftMs = cycle ? raceClock({ ...view, cycle }, params, sinceMs).leftMs : 0;
  return <PartActions words={partWords(view, params, leftMs, still)} onControl={onControl} />;
}

function Warnings({ view }: Pick<HomeViewProps, "view">): React.ReactNode {
  return (
    <>
      {view.refusal !== undefined && (
        <Notice kind="bad" title="This Host cannot work on the node's network">
          <p className="wrap-anywhere">{view.refusal}.</p>
          <p>Nothing is sent. Load the page again from the node you want to work with.</p>
        </Notice>
      )}
      <KeyConflict standing="running" view={view} />
    </>
  );
}
