import { hasEarlier } from "#shared/chain/index.ts";
import { formatCount, formatCountOf } from "#shared/format/index.ts";
import type { NodeState } from "#shared/node/index.ts";
import { Button, Notice, Segments } from "#shared/ui/index.ts";
import type { BlockFilter, PhaseGroup } from "./block-filter.ts";
import { BlockGroups } from "./block-groups.tsx";
import { GoToBlock } from "./go-to-block.tsx";
import { HeadLine, HoldButton } from "./head-line.tsx";
import { NodeTrouble } from "./node-trouble.tsx";
import { PacePanel } from "./pace-panel.tsx";
import type { Blocks } from "./use-blocks.ts";

interface BlocksViewProps {
  readonly node: NodeState;
  readonly blocks: Blocks | undefined;
  /** The blocks that pass the filter. */
  readonly groups: readonly PhaseGroup[];
  readonly filter: BlockFilter;
  readonly hasHost: boolean;
  readonly onFilter: (filter: BlockFilter) => void;
}

const filters: readonly { readonly value: BlockFilter; readonly name: string }[] = [
  { value: "all", name: "All" },
  { value: "events", name: "With events" },
  { value: "own", name: "Of my Host" },
];

export function BlocksView(props: BlocksViewProps): React.ReactNode {
  const { node, blocks, groups, filter, hasHost, onFilter } = props;
  return (
    <>
      <div className="stack">
        <div className="stack-tight">
          <h1>Blocks</h1>
          {blocks && <HeadLine log={blocks.log} />}
        </div>
        <NodeTrouble node={node} trouble={blocks?.trouble} />
        <div className="block-tools">
          <Segments<BlockFilter>
            label="Show"
            value={filter}
            choices={hasHost ? filters : filters.slice(0, 2)}
            onChange={onFilter}
          />
          <GoToBlock />
          {blocks && <HoldButton blocks={blocks} />}
        </div>
        {blocks && blocks.log.lines.length > 2 && <PacePanel lines={blocks.log.lines} />}
      </div>
      <section className="stack" aria-label="Blocks, the newest first">
        <BlockGroups groups={groups} />
        {blocks && <ListEnd blocks={blocks} filter={filter} isEmpty={groups.length === 0} />}
      </section>
    </>
  );
}

interface ListEndProps {
  readonly blocks: Blocks;
  readonly filter: BlockFilter;
  readonly isEmpty: boolean;
}

/** What lies below the last block shown. */
function ListEnd({ blocks, filter, isEmpty }: ListEndProps): React.ReactNode {
  const { log, isReading, pageBack } = blocks;
  const newest = log.lines[0];
  const oldest = log.lines.at(-1);
  if (!newest || !oldest) return <p className="muted">Reading the newest blocks</p>;
  return (
    <>
      {isEmpty && <Notice title={noneWords(filter)} />}
      {filter !== "all" && (
        <p className="muted small" data-testid="looked-through">
          Looked through blocks {formatCount(oldest.height)} to {formatCount(newest.height)}.
        </p>
      )}
      <div className="row">
        {hasEarlier(log) ? (
          <Button isDisabled={isReading} onPress={pageBack}>
            Earlier blocks
          </Button>
        ) : (
          <p className="muted small">
            {log.floor === 1n
              ? "This network began here."
              : `The node has no blocks below ${formatCount(log.floor)}.`}
          </p>
        )}
        <p className="muted small" role="status">
          {isReading && log.goal < oldest.height
            ? `Reading ${formatCountOf(oldest.height - log.goal, "block")}`
            : ""}
        </p>
      </div>
    </>
  );
}

function noneWords(filter: BlockFilter): string {
  return filter === "own"
    ? "None of these blocks holds a transaction from or about your Host"
    : "Nothing but heartbeats in these blocks";
}
