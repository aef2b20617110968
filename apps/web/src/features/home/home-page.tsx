import { host, useHost } from "#shared/host/index.ts";
import { NoNode, useNode } from "#shared/node/index.ts";
import { FirstVisit } from "./first-visit.tsx";
import { HomeView } from "./home-view.tsx";
import { Elsewhere, Failed } from "./not-running.tsx";

export function HomePage(): React.ReactNode {
  const state = useHost();
  const nodeState = useNode();
  const { standing, view, error } = state;
  if (error !== undefined) return <Failed message={error} onAgain={host.startAgain} />;
  if (nodeState.found && !nodeState.found.ok)
    return (
      <>
        <h1>Home</h1>
        <NoNode found={nodeState.found} nextLookMs={nodeState.nextLookMs} />
      </>
    );
  if (standing === "no-key") return <FirstVisit node={nodeState} onBegin={begin} />;
  if (standing === "elsewhere") return <Elsewhere />;
  if (!view)
    return (
      <>
        <h1>Home</h1>
        <p className="muted">Getting the Host ready</p>
      </>
    );
  return (
    <HomeView
      state={state}
      node={nodeState}
      view={view}
      onControl={host.send}
      onBenchmark={(run) => host.send({ type: run ? "benchmark" : "stop-benchmark" })}
    />
  );
}

function begin(): void {
  host.send({ type: "make-key" });
  host.send({ type: "join" });
}
