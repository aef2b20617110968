import type { BlockLine } from "#shared/chain/index.ts";
import { formatCount, formatDuration } from "#shared/format/index.ts";
import { Notice } from "#shared/ui/index.ts";
import { usualIntervalMs } from "./block-filter.ts";
import { GoToBlock } from "./go-to-block.tsx";

interface NoBlockProps {
  readonly height: bigint;
  readonly head: bigint;
  /** Blocks at hand, for the pace. */
  readonly lines: readonly BlockLine[];
}

/** A block that the node does not have: not yet, or not any more. */
export function NoBlock({ height, head, lines }: NoBlockProps): React.ReactNode {
  if (height > head) return <NotYet height={height} head={head} lines={lines} />;
  return (
    <Notice kind="warn" title="The node does not have this block">
      <p>
        The ledger is at block {formatCount(head)}, but this node does not keep block{" "}
        {formatCount(height)}. Another node may.
      </p>
    </Notice>
  );
}

function NotYet({ height, head, lines }: NoBlockProps): React.ReactNode {
  const intervalMs = usualIntervalMs(lines);
  const away = height - head;
  const inMs = intervalMs === undefined ? undefined : Number(away) * intervalMs;
  return (
    <Notice title="This block is not there yet">
      <p className="tabular">
        The last block is {formatCount(head)}, {formatCount(away)} before this one.
        {inMs !== undefined &&
          Number.isSafeInteger(Math.round(inMs)) &&
          ` At the present pace it comes in ${formatDuration(inMs)}.`}{" "}
        This page shows it as soon as it is there.
      </p>
    </Notice>
  );
}

interface NotAHeightProps {
  readonly message: string;
  readonly head: bigint;
}

export function NotAHeight({ message, head }: NotAHeightProps): React.ReactNode {
  return (
    <>
      <h1>No block</h1>
      <Notice kind="bad" title="The address names no block">
        <p className="wrap-anywhere">{message}.</p>
      </Notice>
      <GoToBlock head={head} />
      <p>
        <a href="#/blocks">All blocks</a>
      </p>
    </>
  );
}
