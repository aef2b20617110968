import { host, useHost } from "#shared/host/index.ts";
import { SprintView } from "./sprint-view.tsx";

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
  return <SprintView view={view} backendReason={backendReason} onControl={host.send} />;
}
