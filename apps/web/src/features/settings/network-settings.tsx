import { type NodeState, node, useNode } from "#shared/node/index.ts";
import { Button, HexName } from "#shared/ui/index.ts";
import { connectionWords, failureWords } from "./network-words.ts";

/** The full node that this page works with, and the way there. */
export function NetworkSettings(): React.ReactNode {
  const state = useNode();
  const { connection } = state;
  return (
    <section className="section" aria-labelledby="network">
      <h2 id="network">Network</h2>
      <p data-testid="way">{connectionWords(state)}</p>
      {connection?.state === "connected" &&
        connection.failed.map((failure) => (
          <p key={failure.transport} className="muted small wrap-anywhere">
            {failureWords(failure)}
          </p>
        ))}
      <NodeFacts state={state} />
      <div className="row">
        {connection?.state === "lost" && <Button onPress={node.retry}>Try again now</Button>}
        <Button onPress={node.again}>Look for the node again</Button>
      </div>
    </section>
  );
}

function NodeFacts({ state: { found, connection } }: { readonly state: NodeState }) {
  if (!found?.ok) return null;
  const { addresses, chainId } = found.place;
  return (
    <dl className="facts small">
      <dt>Network</dt>
      <dd>
        <HexName hex={chainId} what="name of the network" />
      </dd>
      {connection?.state === "connected" && (
        <>
          <dt>Node</dt>
          <dd>
            <HexName hex={connection.peer} what="name of the node" />
          </dd>
        </>
      )}
      <dt>Addresses</dt>
      <dd>
        <ul className="stack-tight mono">
          {addresses.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}
