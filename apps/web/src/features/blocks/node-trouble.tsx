import { useNow } from "#shared/cycle/index.ts";
import { node as fullNode, type NodeState, NoNode, nextTryWords } from "#shared/node/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";

interface NodeTroubleProps {
  readonly node: NodeState;
  /** Why the last question failed, if it did. */
  readonly trouble: string | undefined;
}

/** What stands between this page and its node; nothing when all is well. */
export function NodeTrouble({ node, trouble }: NodeTroubleProps): React.ReactNode {
  const { found, connection } = node;
  if (found && !found.ok) return <NoNode found={found} nextLookMs={node.nextLookMs} />;
  if (connection?.state === "lost")
    return <Lost reason={connection.reason} inMs={connection.retryInMs} sinceMs={node.sinceMs} />;
  if (connection?.state !== "connected") return <p className="muted">Connecting to the node</p>;
  if (trouble !== undefined)
    return (
      <Notice kind="warn" title="The node did not answer">
        <p className="wrap-anywhere">{trouble}. Trying again.</p>
      </Notice>
    );
  return null;
}

interface LostProps {
  readonly reason: string;
  readonly inMs: number;
  readonly sinceMs: number;
}

function Lost({ reason, inMs, sinceMs }: LostProps): React.ReactNode {
  const leftMs = sinceMs + inMs - useNow();
  return (
    <Notice kind="warn" title="No connection to the node">
      <p className="wrap-anywhere">
        {reason}. {nextTryWords(leftMs)}
      </p>
      <p>What is shown was read before. Blocks that are missed are read later.</p>
      <div className="row">
        <Button onPress={fullNode.retry}>Try now</Button>
      </div>
    </Notice>
  );
}
