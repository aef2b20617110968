import { useMemo, useState } from "react";
import { placeBlocks } from "#shared/chain/index.ts";
import { useNode, useOpenNode } from "#shared/node/index.ts";
import { useKey } from "#shared/storage/index.ts";
import { type BlockFilter, groupByPhase, passes } from "./block-filter.ts";
import { BlockPage } from "./block-page.tsx";
import { BlocksView } from "./blocks-view.tsx";
import { type Blocks, useBlocks } from "./use-blocks.ts";

interface BlocksPageProps {
  /** Height of the block to show; empty for the list. */
  readonly item: string;
}

/** The list stays where it was while one looks at a block of it. */
export function BlocksPage({ item }: BlocksPageProps): React.ReactNode {
  const node = useNode();
  const open = useOpenNode();
  const hostId = useKey()?.hostId;
  const blocks = useBlocks(open, hostId, item === "");
  const [filter, setFilter] = useState<BlockFilter>("all");
  if (item !== "")
    return <BlockPage item={item} node={node} open={open} hostId={hostId} blocks={blocks} />;
  return (
    <BlockList
      node={node}
      blocks={blocks}
      filter={filter}
      hasHost={hostId !== undefined}
      onFilter={setFilter}
    />
  );
}

interface BlockListProps {
  readonly node: ReturnType<typeof useNode>;
  readonly blocks: Blocks | undefined;
  readonly filter: BlockFilter;
  readonly hasHost: boolean;
  readonly onFilter: (filter: BlockFilter) => void;
}

function BlockList({ blocks, ...rest }: BlockListProps): React.ReactNode {
  const lines = blocks?.log.lines;
  const chain = blocks?.chain;
  const placed = useMemo(() => {
    const places = lines && chain ? placeBlocks(lines, chain) : [];
    return (lines ?? []).map((line, i) => ({ line, place: places[i] }));
  }, [lines, chain]);
  const groups = useMemo(
    () => groupByPhase(placed.filter((block) => passes(block, rest.filter))),
    [placed, rest.filter],
  );
  return <BlocksView {...rest} blocks={blocks} groups={groups} />;
}
