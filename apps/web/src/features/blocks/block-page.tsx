import type { NodeState, OpenNode } from "#shared/node/index.ts";
import { BlockHead } from "./block-head.tsx";
import { BlockView } from "./block-view.tsx";
import { NoBlock, NotAHeight } from "./no-block.tsx";
import { NodeTrouble } from "./node-trouble.tsx";
import { readHeight } from "./read-height.ts";
import { useBlock } from "./use-block.ts";
import { useBlockMs } from "./use-block-ms.ts";
import type { Blocks } from "./use-blocks.ts";
import { usePlace } from "./use-place.ts";

interface BlockPageProps {
  /** As it stands in the address. */
  readonly item: string;
  readonly node: NodeState;
  readonly open: OpenNode | undefined;
  readonly hostId: string | undefined;
  readonly blocks: Blocks | undefined;
}

export function BlockPage(props: BlockPageProps): React.ReactNode {
  const { item, node, open, hostId, blocks } = props;
  const read = readHeight(decoded(item));
  const height = read.ok ? read.height : undefined;
  const head = blocks?.log.head ?? 0n;
  const { block, next, isMissing, trouble } = useBlock(open, height, head);
  const blockMs = useBlockMs(open);
  const place = usePlace(open, block, blocks);
  if (height === undefined || !read.ok) return <NotAHeight message={read.ok ? "" : read.message} />;
  return (
    <>
      <BlockHead height={height} head={head} />
      <NodeTrouble node={node} trouble={trouble} />
      {block && <BlockView block={block} next={next} place={place} hostId={hostId} />}
      {!block && isMissing && <NoBlock height={height} head={head} blockMs={blockMs} />}
      {!block && !isMissing && node.connection?.state === "connected" && (
        <p className="muted">Asking the node for block {item}</p>
      )}
    </>
  );
}

/** An address may hold anything. */
function decoded(item: string): string {
  try {
    return decodeURIComponent(item);
  } catch {
    return item;
  }
}
