import { useNow } from "#shared/cycle/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";
import type { FoundNode } from "./find-node.ts";
import { nextTryWords } from "./next-try.ts";
import { type NodeState, node } from "./node.ts";

interface NoNodeProps {
  readonly found: Extract<FoundNode, { readonly ok: false }>;
  readonly nextLookMs: NodeState["nextLookMs"];
}

/** Why this page has no node to ask, and what to do. */
export function NoNode({ found, nextLookMs }: NoNodeProps): React.ReactNode {
  const isSilent = found.why === "no-answer";
  return (
    <>
      {isSilent ? <Silent message={found.message} /> : <NotServed message={found.message} />}
      <div className="row">
        <Button onPress={node.again}>Look again</Button>
        {/* Beside the notice: a screen reader announces what changes in it. */}
        {isSilent && <NextLook atMs={nextLookMs} />}
      </div>
    </>
  );
}

function Silent({ message }: { readonly message: string }): React.ReactNode {
  return (
    <Notice kind="bad" title="The node does not answer">
      <p>
        If it was stopped, start it again with <code>npm start</code>: this page then goes on by
        itself. The <a href="#/lab">Sprint lab</a> works without a node.
      </p>
      <details className="more">
        <summary>What was found</summary>
        <p className="small wrap-anywhere">{message}.</p>
      </details>
    </Notice>
  );
}

function NotServed({ message }: { readonly message: string }): React.ReactNode {
  return (
    <Notice kind="bad" title="This page came from no full node">
      <p className="wrap-anywhere">{message}.</p>
      <p>
        Start a node with <code>npm start</code> and open the address that it prints. The{" "}
        <a href="#/lab">Sprint lab</a> works without one.
      </p>
    </Notice>
  );
}

function NextLook({ atMs }: { readonly atMs: number | undefined }): React.ReactNode {
  const leftMs = (atMs ?? 0) - useNow();
  return <span className="muted small tabular">{nextTryWords(leftMs)}</span>;
}
