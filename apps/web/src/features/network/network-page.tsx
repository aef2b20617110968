import { Button, Notice } from "#shared/ui/index.ts";
import { host } from "./host.ts";
import type { HostState } from "./host-state.ts";
import { KeyNotice, RestoreKey } from "./key-panel.tsx";
import { NetworkView } from "./network-view.tsx";
import { useHost } from "./use-host.ts";

export function NetworkPage(): React.ReactNode {
  const state = useHost();
  const { node, standing, view, error } = state;
  if (error !== undefined) return <Failed message={error} />;
  if (node && !node.ok) return <NoNode message={node.message} />;
  if (standing === "no-key") return <NoKey notice={state.keyNotice} />;
  if (standing === "elsewhere") return <Elsewhere />;
  if (!node || !view)
    return (
      <>
        <h1>Network</h1>
        <p className="muted">Getting the Host ready</p>
      </>
    );
  return (
    <NetworkView
      state={state}
      view={view}
      onJoin={() => host.send({ type: "join" })}
      onLeave={() => host.send({ type: "leave" })}
      onExport={() => host.send({ type: "export-key" })}
      onRestore={restore}
    />
  );
}

function restore(text: string): void {
  host.send({ type: "restore-key", text });
}

function NoKey({ notice }: { readonly notice: HostState["keyNotice"] }): React.ReactNode {
  const begin = (): void => {
    host.send({ type: "make-key" });
    host.send({ type: "join" });
  };
  return (
    <>
      <h1>Run your machine in the next Sprint</h1>
      <div className="stack">
        <p>
          A Sprint is a short race. All who take part compute at the same time, each on inputs of
          their own, and prove what they did. A referee re-runs the proofs, and the ledger records
          each Host's weight.
        </p>
        <p>
          You need a key and nothing else. It is made here, stays in this browser, and you can keep
          a copy in a file.
        </p>
        <div className="row">
          <Button look="primary" wide onPress={begin}>
            Make a key and join
          </Button>
          <RestoreKey onRestore={restore} />
        </div>
        <KeyNotice notice={notice} />
      </div>
    </>
  );
}

function Elsewhere(): React.ReactNode {
  return (
    <>
      <h1>Network</h1>
      <Notice kind="warn" title="This key runs in another tab">
        <p>
          One key runs once: two would overwrite each other's commits. This tab waits, and takes
          over as soon as the other one is closed.
        </p>
      </Notice>
    </>
  );
}

function NoNode({ message }: { readonly message: string }): React.ReactNode {
  return (
    <>
      <h1>Network</h1>
      <Notice kind="bad" title="This page came from no full node">
        <p className="wrap-anywhere">{message}.</p>
        <p>
          Start a node with <code>npm start</code> and open the address that it prints. The Sprint
          lab works without one.
        </p>
      </Notice>
      <div className="row">
        <Button onPress={host.startAgain}>Look again</Button>
      </div>
    </>
  );
}

function Failed({ message }: { readonly message: string }): React.ReactNode {
  return (
    <>
      <h1>Network</h1>
      <Notice kind="bad" title="The Host stopped">
        <p className="wrap-anywhere">{message}.</p>
        <p>Your key and what was found are kept.</p>
      </Notice>
      <div className="row">
        <Button look="primary" onPress={host.startAgain}>
          Start again
        </Button>
      </div>
    </>
  );
}
