import type { HostView } from "@stadion/protocol/host";
import { useNow } from "#shared/cycle/index.ts";
import type { HostState } from "#shared/host/index.ts";
import type { NodeState } from "#shared/node/index.ts";
import { Notice } from "#shared/ui/index.ts";
import { ConnectionLine } from "./connection-line.tsx";
import { RacePanel } from "./race-panel.tsx";

interface HomeViewProps {
  readonly state: HostState;
  readonly node: NodeState;
  readonly view: HostView;
  readonly onJoin: () => void;
  readonly onLeave: () => void;
}

/** The network in words, the lap, and the next Sprint. */
export function HomeView(props: HomeViewProps): React.ReactNode {
  const { state, node, view } = props;
  const now = useNow();
  return (
    <>
      <div className="stack-tight">
        <h1>Home</h1>
        <ConnectionLine view={view} sinceMs={now - node.sinceMs} />
      </div>
      {view.refusal !== undefined && (
        <Notice kind="bad" title="This Host cannot work on the node's network">
          <p className="wrap-anywhere">{view.refusal}.</p>
          <p>Nothing is sent. Load the page again from the node you want to work with.</p>
        </Notice>
      )}
      <RacePanel {...props} sinceMs={now - state.heightSeenMs} />
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
