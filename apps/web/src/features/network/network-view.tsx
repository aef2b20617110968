import type { HostView } from "@stadion/protocol/host";
import { Notice } from "#shared/ui/index.ts";
import { ConnectionLine } from "./connection-line.tsx";
import type { HostState } from "./host-state.ts";
import { KeyPanel } from "./key-panel.tsx";
import { LogList } from "./log-list.tsx";
import { MachinePanel } from "./machine-panel.tsx";
import { RacePanel } from "./race-panel.tsx";
import { SprintStory } from "./sprint-story.tsx";
import { useNow } from "./use-now.ts";
import { WeightPanel } from "./weight-panel.tsx";

interface NetworkViewProps {
  readonly state: HostState;
  readonly view: HostView;
  readonly onJoin: () => void;
  readonly onLeave: () => void;
  readonly onExport: () => void;
  readonly onRestore: (text: string) => void;
}

/** The race, this Host's way through it, and what it has. */
export function NetworkView(props: NetworkViewProps): React.ReactNode {
  const { state, view } = props;
  const now = useNow();
  return (
    <>
      <div className="stack-tight">
        <h1>Network</h1>
        <ConnectionLine view={view} sinceMs={now - state.connectionSeenMs} />
      </div>
      {view.refusal !== undefined && (
        <Notice kind="bad" title="This Host cannot work on the node's network">
          <p className="wrap-anywhere">{view.refusal}.</p>
          <p>Nothing is sent. Load the page again from the node you want to work with.</p>
        </Notice>
      )}
      <RacePanel {...props} sinceMs={now - state.heightSeenMs} />
      <SprintStory sprint={view.sprint} joined={view.joined} />
      <div className="columns">
        <div className="column">
          <WeightPanel view={view} />
          <KeyPanel
            notice={state.keyNotice}
            onExport={props.onExport}
            onRestore={props.onRestore}
          />
        </div>
        <div className="column">
          <MachinePanel view={view} reason={state.backendReason} />
          <LogList log={view.log} />
        </div>
      </div>
      {view.cycle?.beaconMode === 0 && (
        <Notice title="One operator opens this network's beacon (mode single)">
          <p>
            Whoever runs the node could know a Sprint's seed before the starting gun and have run
            early. Nothing in the ledger rules that out yet.
          </p>
        </Notice>
      )}
    </>
  );
}
