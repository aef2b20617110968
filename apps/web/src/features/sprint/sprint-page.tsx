import { useHost } from "#shared/host/index.ts";
import { LogList } from "./log-list.tsx";
import { MachinePanel } from "./machine-panel.tsx";
import { SprintStory } from "./sprint-story.tsx";
import { WeightPanel } from "./weight-panel.tsx";

export function SprintPage(): React.ReactNode {
  const { view, backendReason } = useHost();
  if (!view)
    return (
      <>
        <h1>Sprint</h1>
        <p className="muted">
          No Host runs in this tab. <a href="#/">Home</a> says why.
        </p>
      </>
    );
  return (
    <>
      <h1>Sprint</h1>
      <SprintStory sprint={view.sprint} joined={view.joined} />
      <div className="columns">
        <div className="column">
          <WeightPanel view={view} />
          <MachinePanel view={view} reason={backendReason} />
        </div>
        <div className="column">
          <LogList log={view.log} />
        </div>
      </div>
    </>
  );
}
