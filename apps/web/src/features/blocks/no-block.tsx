import { formatCount, formatDuration } from "#shared/format/index.ts";
import { Notice } from "#shared/ui/index.ts";
import { GoToBlock } from "./go-to-block.tsx";

interface NoBlockProps {
  readonly height: bigint;
  readonly head: bigint;
  /** Time from block to block that the network aims at; `undefined` before the node was asked. */
  readonly blockMs: number | undefined;
}

/** A block that the node does not have: not yet, or not any more. */
export function NoBlock({ height, head, blockMs }: NoBlockProps): React.ReactNode {
  if (height > head) return <NotYet height={height} head={head} blockMs={blockMs} />;
  return (
    <Notice kind="warn" title="The node does not have this block">
      <p>
        The ledger is at block {formatCount(head)}, but this node does not keep block{" "}
        {formatCount(height)}. Another node may.
      </p>
    </Notice>
  );
}

function NotYet({ height, head, blockMs }: NoBlockProps): React.ReactNode {
  const away = height - head;
  const inMs = blockMs === undefined ? undefined : Number(away) * blockMs;
  return (
    <Notice title="This block is not there yet">
      <p className="tabular">
        The last block is {formatCount(head)}. This one comes{" "}
        {away === 1n ? "next" : `${formatCount(away)} blocks later`}
        {inMs !== undefined &&
          Number.isSafeInteger(Math.round(inMs)) &&
          `, in about ${formatDuration(inMs)}`}
        . This page shows it as soon as it is there.
      </p>
    </Notice>
  );
}

export function NotAHeight({ message }: { readonly message: string }): React.ReactNode {
  return (
    <>
      <h1>No block</h1>
      <Notice kind="bad" title="The address names no block">
        <p className="wrap-anywhere">{message}.</p>
      </Notice>
      <GoToBlock />
      <p>
        <a href="#/blocks">All blocks</a>
      </p>
    </>
  );
}
