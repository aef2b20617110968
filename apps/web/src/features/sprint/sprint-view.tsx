import type { HostView } from "@stadion/protocol/host";
import type { HostControl } from "#shared/host/index.ts";
import { ControlsPanel } from "./controls-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { LogList } from "./log-list.tsx";
import { MachinePanel } from "./machine-panel.tsx";
import { MissedList } from "./missed-list.tsx";
import { SprintStory } from "./sprint-story.tsx";
import { withoutNode } from "./sprint-words.ts";
import { WeightPanel } from "./weight-panel.tsx";

interface SprintViewProps {
  readonly view: HostView;
  readonly backendReason: string;
  readonly onControl: (control: HostControl) => void;
}

/** One Host's Sprint: its story, what can be asked of it, and all the ones before. */
export function SprintView({ view, backendReason, onControl }: SprintViewProps): React.ReactNode {
  return (
    <>
      <h1>Sprint</h1>
      {view.elsewhere && (
        <p>
          This key signs on another machine, so nothing is computed here.{" "}
          <a href="#/">Home says what to do</a>.
        </p>
      )}
      {view.connection.state !== "connected" && (
        <p className="status-line" data-testid="connection">
          <span className="status-dot" data-state="bad" />
          <span>{withoutNode(view)}</span>
        </p>
      )}
      <SprintStory view={view} />
      <div className="columns">
        <ControlsPanel view={view} onControl={onControl} />
        <div className="column">
          <WeightPanel view={view} />
          <MissedList missed={view.missed} preset={view.preset} />
        </div>
      </div>
      <HistoryPanel history={view.history} />
      <div className="columns">
        <MachinePanel view={view} reason={backendReason} />
        <LogList log={view.log} />
      </div>
    </>
  );
}
